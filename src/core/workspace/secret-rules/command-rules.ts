import { isGivenPassword } from './address-rules.ts';
import type { MarkedRule } from './marked-rule.ts';

/** How a command, a statement or a line of settings carries a password that no name announces. */
interface PasswordPlace {
  readonly marks: readonly string[];
  /** From the mark on; the password is the part in parentheses at its end, a closing quote aside. */
  readonly pattern: string;
  /** Before the mark, on the same line. */
  readonly before?: RegExp;
  /** Only in files that a program runs with. */
  readonly isBare?: boolean;
  /** Whether nothing else can stand there. */
  readonly isCertain?: boolean;
}

/** What may stand on a line between a command and an option; bounded, and no other command. */
const between = String.raw`[^\n|;&]{0,240}?\s`;
const quote = String.raw`\\?["']?`;
/** A password up to white space, a quote or the end of a command. */
const argument = String.raw`([^\s"'\`<>|;&\\](?:[^\s"'\`<>|;&]|&(?=[^\s&"'])){3,200})`;

const commandPlaces: readonly PasswordPlace[] = [
  {
    marks: ['mysql', 'mariadb'],
    pattern: String.raw`(?:mysql|mariadb)(?:-?(?:dump|admin|import|show|check|slap|pump|sh))?\b${between}-p${quote}${argument}`,
  },
  { marks: ['sshpass'], pattern: `sshpass${between}-p[ ]?${quote}${argument}` },
  {
    marks: [
      'docker login',
      'podman login',
      'registry login',
      'az login',
      'oc login',
      'twine upload',
      'buildah login',
      'skopeo login',
    ],
    pattern: String.raw`\w{1,12} \w{1,12}\b${between}-p[ =]?${quote}${argument}`,
  },
  { marks: ['redis-cli'], pattern: `redis-cli${between}-a[ ]?${quote}${argument}` },
  {
    marks: ['curl '],
    pattern: String.raw`curl\b${between}-[A-Za-z]{0,8}u ?${quote}[\w.@-]{1,100}:${argument}`,
  },
  {
    marks: ['ldapsearch', 'ldapmodify', 'ldapadd', 'ldapwhoami', 'ldapdelete', 'ldappasswd'],
    pattern: String.raw`ldap\w{3,8}\b${between}-w ?${quote}${argument}`,
  },
  { marks: ['sqlcmd', 'bcp '], pattern: String.raw`\w{1,12}\b${between}-P ?${quote}${argument}` },
  {
    marks: ['mongo', 'mongosh', 'mongodump', 'mongorestore'],
    pattern: String.raw`mongo(?:sh|dump|restore|export|import)?\b${between}-p[ =]?${quote}${argument}`,
  },
  {
    marks: ['sqlplus', 'impdp ', 'expdp '],
    pattern: String.raw`\w{1,12} (?:-\w{1,20} ){0,4}${quote}[\w$#]{1,64}/([^\s"'<>|;&@/]{4,128})(?=@|["']?\s)`,
  },
  {
    marks: ['jdbc:oracle:'],
    pattern: String.raw`jdbc:oracle:(?:thin|oci8?):[\w$#]{1,64}/([^\s"'<>@/]{4,128})(?=@)`,
  },
  { marks: ['passin', 'passout'], pattern: `(?:passin|passout) ${quote}pass:${argument}` },
  {
    marks: ['htpasswd'],
    pattern: String.raw`htpasswd${between}-[A-Za-z]{0,6}b[A-Za-z]{0,6} \S{1,200} [\w.@-]{1,100} ${quote}${argument}`,
  },
  {
    marks: ['7z a', '7za a', 'zip -p', '7z x'],
    pattern: String.raw`(?:7za? [ax] [^\n|;&]{0,80}?-p|zip -P ?)${quote}${argument}`,
  },
  {
    marks: ['net use'],
    pattern: String.raw`net use [^\n|;&]{0,120}?\\\\\S{1,120} ${quote}(?!/)${argument}(?=["']? /user:)`,
  },
  {
    marks: ['smbclient', 'rpcclient'],
    pattern: String.raw`\w{1,12}\b${between}-U ?${quote}[\w.\\-]{1,64}%${argument}`,
  },
  {
    marks: ['requirepass', 'masterauth'],
    pattern: String.raw`\w{1,12} {1,8}${quote}${argument}(?=["']?\s{0,8}(?:\n|$|#| --))`,
    before: /(?:^|--|["' ])$/,
  },
  {
    marks: ['identified '],
    pattern: String.raw`identified\s{1,4}(?:with\s{1,4}\S{1,60}\s{1,4})?(?:by|as)\s{1,4}(?:password\s{1,4})?\\?["'\`]([^"'\`\n\\]{4,200})(?=\\?["'\`])`,
  },
  {
    marks: ['identified by '],
    pattern: String.raw`identified by (?!values|password|externally|random)([^\s"'\`<>|;&:,()\\][^\s"'\`<>|;,()]{3,128})(?=[\s;,])`,
    isBare: true,
  },
  { marks: ['_authtoken '], pattern: `_authToken ${quote}${argument}` },
  { marks: ['lftp -u'], pattern: String.raw`lftp -u ?${quote}[\w.@-]{1,64},${argument}` },
  {
    marks: ['http --auth', 'https --auth'],
    pattern: String.raw`https? --auth[= ]${quote}[\w.@-]{1,64}:${argument}`,
  },
  {
    marks: ['openssl enc'],
    pattern: `openssl enc${between}(?:-k |-pass pass:)${quote}${argument}`,
  },
  {
    marks: ['convertto-securestring'],
    pattern: String.raw`ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?["']([^"'\n$]{4,200})(?=["'])`,
  },
  { marks: ['net user '], pattern: String.raw`net user \S{1,64} ${quote}${argument}(?=["']? /add)` },
  {
    marks: ['sp_addlogin', 'sp_password'],
    pattern: String.raw`sp_\w{1,10}\s{1,4}N?'[^'\n]{1,64}'\s{0,4},\s{0,4}N?'([^'\n]{4,200})(?=')`,
  },
  { marks: ['sentinel auth-pass'], pattern: String.raw`sentinel auth-pass \S{1,64} ${argument}` },
  // Calls whose last argument is the password
  {
    marks: ['httpbasicauth(', ' auth=(', 'new mysqli(', 'getconnection(', 'new pdo('],
    pattern: String.raw`[\w ]{4,16}=?\(\s{0,8}(?:[^\n,]{1,200},\s{0,8})?["'][^"'\n,]{0,64}["'],\s{0,8}["']([^"'\n]{4,200})(?=["'])`,
  },
  { marks: ['password 51:b:'], pattern: 'password 51:b:([0-9a-f]{32,4096})', isCertain: true },
  {
    marks: ['npmauthident'],
    pattern: String.raw`npmAuthIdent["']?:\s{1,4}["']?[\w.@-]{1,100}:([^\s"']{4,200})`,
  },
];

/** Passwords that are written to the input of a command: `echo V | docker login --password-stdin`. */
const piped: readonly { readonly mark: string; readonly before: RegExp }[] = [
  {
    mark: '--password-stdin',
    before:
      /(?:echo|printf)\s{1,4}(?:-\w\s{1,4}|'%s'\s)?["']?([^\s"'`<>|;$]{4,200})["']?\s{0,4}\|[^|\n]{0,160}$/,
  },
  { mark: '@tcp(', before: /[\w.-]{1,64}:([^\s"'`@/:]{4,128})$/ },
  {
    mark: 'chpasswd',
    before: /echo\s{1,4}(?:-\w\s)?["']?[\w.-]{1,64}:([^\s"'`<>|;$]{4,200})["']?\s{0,4}\|\s{0,4}(?:sudo\s)?$/,
  },
  { mark: 'sudo -s', before: /echo\s{1,4}(?:-\w\s)?["']?([^\s"'`<>|;$]{4,200})["']?\s{0,4}\|\s{0,4}$/ },
  {
    mark: 'passwd --stdin',
    before: /echo\s{1,4}(?:-\w\s)?["']?([^\s"'`<>|;$]{4,200})["']?\s{0,4}\|\s{0,4}(?:sudo\s)?$/,
  },
];

const reachBefore = 300;

/** Rules for passwords in commands, statements and lines of settings, where the syntax alone tells them. */
export const commandRules: readonly MarkedRule[] = [
  ...commandPlaces.map(ruleOf),
  ...piped.map(
    ({ mark, before }): MarkedRule => ({
      id: 'command-password',
      marks: [mark],
      find: (text, at, context) => {
        const line = text.slice(Math.max(0, at - reachBefore), at);
        const found = before.exec(line.slice(line.lastIndexOf('\n') + 1));
        const password = found?.[1];
        if (found === null || password === undefined || !isGivenPassword(password, context)) return undefined;
        const start = at - found[0].length + found[0].lastIndexOf(password);
        return { start, end: start + password.length };
      },
    }),
  ),
];

function ruleOf({ marks, pattern, before, isBare, isCertain }: PasswordPlace): MarkedRule {
  const place = new RegExp(pattern, 'iy');
  return {
    id: 'command-password',
    marks,
    find: (text, mark, context) => {
      if (isBare === true && !context.isDeployed) return undefined;
      if (before?.test(text.slice(Math.max(0, mark - 2), mark).replace(/^[\s\S]*\n/, '')) === false)
        return undefined;
      place.lastIndex = mark;
      const found = place.exec(text);
      const password = found?.[1];
      if (found === null || password === undefined) return undefined;
      const end = mark + found[0].length;
      const start = end - password.length;
      const isSecret = isCertain === true || isGivenPassword(password, context, { text, start, end });
      return isSecret ? { start, end } : undefined;
    },
  };
}
