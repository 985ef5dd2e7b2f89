// Drives a real VS Code with the packaged extension by clicks and keys; leaves pictures in test-results/screenshots.
import { runMochaFiles } from '../support/vscode-host/mocha-suite.ts';

const patterns = process.argv.slice(2);
try {
  await runMochaFiles(patterns.length > 0 ? patterns : ['test/e2e/*.e2e.ts'], { timeout: 90_000 });
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
