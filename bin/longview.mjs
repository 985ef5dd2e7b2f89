#!/usr/bin/env node
// Any old Node.js can parse this file, so that it can say what is needed before the program is loaded.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`longview needs Node.js 22.13 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}
import('../dist/compile-cache.js')
  .then(({ useCompileCache }) => useCompileCache())
  .then(() => import('../dist/cli.js'))
  .then((cli) => cli.main(process.argv.slice(2)));
