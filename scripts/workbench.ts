// npm run workbench [-- FOLDER]: a real VS Code with the built extension, for any browser on this machine.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { installVscodeServer, timedLog } from '../test/support/vscode-host/install-vscode-host.ts';
import { createVscodeProfile } from '../test/support/vscode-host/vscode-profile.ts';
import { installVsix, startVscodeServer } from '../test/support/vscode-host/vscode-server.ts';

const vsix = resolve(import.meta.dirname, '../dist/longview.vsix');
const folder = resolve(process.argv[2] ?? '.');

if (!existsSync(vsix)) {
  console.error('dist/longview.vsix is missing. Build it first: npm run package');
  process.exit(1);
}
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}`);
  process.exit(1);
}

const server = await installVscodeServer(undefined, timedLog());
const profile = await createVscodeProfile();
await installVsix(server, profile, vsix);
const running = await startVscodeServer(server, profile);

console.log(`VS Code with Longview, on ${folder}:\n\n  ${running.address(folder)}\n`);
console.log('The profile is new and is deleted at the end. Ctrl+C stops.');
