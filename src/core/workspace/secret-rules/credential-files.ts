import { isGivenPassword } from './address-rules.ts';
import type { FileContext } from './file-context.ts';
import type { FileRule, MarkedRule, Stretch } from './marked-rule.ts';
import { isRandom, textOfBase64 } from './secret-value.ts';

/** A file whose lines each hold one secret, by its manual. */
interface LineFormat {
  readonly names: RegExp;
  /** A line; its part in parentheses is the secret, and stands at the end of the match. */
  readonly line: RegExp;
  readonly isSecret: (value: string, context: FileContext) => boolean;
}

const lineFormats: readonly LineFormat[] = [
  {
    // PostgreSQL: host:port:database:user:password, with \: and \\ inside
    names: /(?:^|\/)(?:\.pgpass|pgpass\.conf)[^/]*$/,
    line: /^(?!\s*#)(?:(?:[^:\\\n]|\\.){0,255}:){4}(.{1,500}?)(?=\r?$)/gm,
    isSecret: isGivenPassword,
  },
  {
    // Apache, nginx: user:hash; shadow(5): user:hash:…
    names: /(?:^|[./])(?:htpasswd|htdigest|shadow|gshadow|passwd)[^/]*$/,
    line: /^(?!\s*#)[^:\n]{1,255}:((?:\$[\w,=.-]{1,40}\$|\{\w{2,10}\})[\w./+=$-]{10,500})/gm,
    isSecret: () => true,
  },
  {
    // Redis: user name on >password
    names: /\.acl$/,
    line: /^user\s[^\n]{0,400}?\s[>#]([^\s>#]{4,400})/gm,
    isSecret: isGivenPassword,
  },
  {
    // Bundler: BUNDLE_HOST: "user:password"
    names: /(?:^|\/)\.bundle\/config$/,
    line: /^BUNDLE_[A-Z0-9_]{1,200}:\s{1,4}["']?[\w.@-]{1,100}:([^\s"'/]{4,400})/gm,
    isSecret: isGivenPassword,
  },
  {
    // Rails: the key of config/credentials
    names: /(?:^|\/)(?:master|production|staging|development)\.key$/,
    line: /^([0-9a-f]{32,128})(?=\s*$)/gm,
    isSecret: () => true,
  },
  {
    // Composer: tokens of hosts
    names: /(?:^|\/)auth\.json$/,
    line: /^[^\n]{0,400}?"[\w.-]{1,200}\.[a-z]{2,20}"\s?:\s?"([^\s"]{16,400})(?=")/gm,
    isSecret: isRandom,
  },
  {
    // git: credential-store
    names: /(?:^|\/)\.?git-credentials$/,
    line: /^[a-z]{2,10}:\/\/[^:@/\s]{1,200}:([^@/\s]{4,400})(?=@)/gm,
    isSecret: isGivenPassword,
  },
];

/** Files of credentials with a form of their own, known by their names. */
export const credentialFileRules: readonly FileRule[] = lineFormats.map(({ names, line, isSecret }) => ({
  id: 'credential-file',
  marks: [],
  isFor: ({ path }) => names.test(path),
  findAll: (text, context) => {
    const found: Stretch[] = [];
    for (const match of text.matchAll(line)) {
      const value = match[1] as string;
      const end = match.index + match[0].length;
      if (isSecret(value, context)) found.push({ start: end - value.length, end });
    }
    return found;
  },
}));

const encodedCredentials =
  /(?:"auth"\s{0,4}:\s{0,4}"|_auth["']?\s{0,4}[=:]\s{0,4}["']?)([A-Za-z0-9+/]{8,1000}={0,2})(?![\w+/=])/y;

/** User and password in base64, as Docker and npm keep them. */
export const encodedCredentialsRule: MarkedRule = {
  id: 'credential-file',
  marks: ['"auth"', '_auth'],
  find: (text, mark, context) => {
    encodedCredentials.lastIndex = mark;
    const found = encodedCredentials.exec(text);
    const encoded = found?.[1];
    if (found === null || encoded === undefined) return undefined;
    const password = /^[ -9;-~]{1,128}:([!-~]{4,2000})$/.exec(textOfBase64(encoded))?.[1];
    if (password === undefined || !isGivenPassword(password, context)) return undefined;
    const end = mark + found[0].length;
    return { start: end - encoded.length, end };
  },
};
