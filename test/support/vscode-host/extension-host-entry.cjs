// VS Code's extension host loads this file in place of the test module that was asked for.
// It sends console output to the driver through a file, then runs the real module.
const fs = require('node:fs');
const util = require('node:util');
const { pathToFileURL } = require('node:url');

const output = fs.openSync(process.env.LONGVIEW_TEST_OUTPUT, 'a');

let finished = false;

function write(chunk) {
  if (!finished) fs.writeSync(output, chunk);
}

// A plain assignment would be ignored: VS Code has set accessors that forward output to its own log.
function replace(object, name, value) {
  try {
    Object.defineProperty(object, name, { configurable: true, writable: true, value });
  } catch {
    // Not configurable in this version; the output then stays in VS Code's log.
  }
}

function replaceOutput() {
  for (const method of ['log', 'info', 'debug', 'warn', 'error']) {
    replace(console, method, (...args) => write(`${util.format(...args)}\n`));
  }
  for (const stream of [process.stdout, process.stderr]) {
    replace(stream, 'write', (chunk, encoding, callback) => {
      write(typeof chunk === 'string' ? chunk : Buffer.from(chunk));
      const done = typeof encoding === 'function' ? encoding : callback;
      done?.();
      return true;
    });
  }
}

async function loadRun(path) {
  const module = await import(pathToFileURL(path).href);
  const run = module.run ?? module.default?.run ?? module.default;
  if (typeof run !== 'function') throw new Error(`${path} exports no run()`);
  return run;
}

// VS Code accepts both run(): Promise and the older run(path, callback).
function callRun(run, path) {
  if (run.length < 2) return run(path);
  return new Promise((resolve, reject) => {
    run(path, (error, failures) => {
      if (error || failures > 0) reject(error ?? new Error(`${failures} tests failed`));
      else resolve();
    });
  });
}

exports.run = async () => {
  replaceOutput();
  const path = process.env.LONGVIEW_TEST_MODULE;
  try {
    await callRun(await loadRun(path), path);
  } catch (error) {
    write(`${error?.stack ?? util.inspect(error)}\n`);
    // VS Code prints what is thrown once more.
    finished = true;
    throw error;
  }
};
