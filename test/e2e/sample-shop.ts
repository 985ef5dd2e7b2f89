import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Words that stand in the sample repository and nowhere else, so that an answer can only have them from there. */
export interface ShopNonces {
  /** Stands in a comment beside the defect. */
  readonly defect: string;
  /** Is drawn in the screenshot and stands in the component that draws it. */
  readonly label: string;
}

/** Writes a small shop with a defect that spans two files, a login form, documents, and one dead import. */
export function writeSampleShop(folder: string, { defect, label }: ShopNonces): void {
  const files: Readonly<Record<string, string>> = {
    'package.json': `${JSON.stringify({ name: 'shop', private: true, type: 'module', scripts: { start: 'node src/server.ts' } }, null, 2)}\n`,
    'README.md':
      '# Shop\n\nSessions end after `SESSION_MINUTES` minutes. See [the guide](docs/guide.md).\n\n    npm start\n',
    'docs/guide.md': '# Guide\n\nA customer stays signed in for thirty minutes, see `renewSession`.\n',
    'src/session.ts': [
      '/** How long a session lasts. */',
      'export const SESSION_MINUTES = 30;',
      '',
      'export interface Session {',
      '  readonly user: string;',
      '  /** Milliseconds since 1970. */',
      '  readonly endsAt: number;',
      '}',
      '',
      '/** Starts a session for a user, at a time in milliseconds. */',
      'export function startSession(user: string, now: number): Session {',
      `  // Lifetime of the session, ticket ${defect}`,
      '  return { user, endsAt: now + SESSION_MINUTES * 60 };',
      '}',
      '',
      'export function isExpired(session: Session, now: number): boolean {',
      '  return session.endsAt <= now;',
      '}',
      '',
    ].join('\n'),
    'src/login-form.tsx': [
      "import { startSession } from './session.ts';",
      '',
      'export function LoginForm({ onDone }: { onDone: (token: string) => void }) {',
      '  return (',
      '    <form onSubmit={() => onDone(startSession("guest", Date.now()).user)}>',
      `      <label>${label}</label>`,
      '      <input name="mail" />',
      '      <button type="submit">Continue</button>',
      '    </form>',
      '  );',
      '}',
      '',
    ].join('\n'),
    'src/server.ts': [
      "import { isExpired, startSession } from './session.ts';",
      "import { sendMail } from './mailer.ts';",
      '',
      'export function greet(user: string): string {',
      '  const session = startSession(user, Date.now());',
      "  if (isExpired(session, Date.now())) return 'Please sign in again.';",
      '  sendMail(user);',
      // The template is the sample's own.
      // biome-ignore lint/suspicious/noTemplateCurlyInString: text of the sample
      '  return `Hello ${session.user}`;',
      '}',
      '',
    ].join('\n'),
    '.env': 'PAYMENT_KEY=live_9f8a7b6c5d4e3f2a1b0c\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '--initial-branch=main');
  git('add', '--all', '--force');
  git('-c', 'user.name=Shop', '-c', 'user.email=shop@example.com', 'commit', '--message=Start the shop');
}
