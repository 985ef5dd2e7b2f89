'use strict';

const fs = require('fs');
const { join } = require('node:path');
import def, { default as again, named } from './mod.mjs';
export { default } from './re.js';

/**
 * Doc.
 * @param {string} a
 */
module.exports = function exported(a) {
  return a;
};

exports.other = (b) => b;

var old = function () {
  if (fs) {
    return join('a');
  }
  return null;
};

function Classic() {
  this.x = 1;
}
Classic.prototype.method = function () {
  return this.x;
};

export default class Modern extends Classic {
  static count = 0;
  #x;
  static {
    Modern.count = 1;
  }
  set x(value) {
    this.#x = value;
    Modern.count++;
  }
  async *[Symbol.asyncIterator]() {
    yield 1;
    yield 2;
  }
}

export const view = (a) => (a ? <b>{a}</b> : null);
export function* ids() {
  let id = 0;
  for (;;) yield id++;
}

try {
  require('optional-native');
} catch {}

vi.mock('./mod.mjs');
new URL('./worker.js', import.meta.url);
const lazy = () => import('./lazy.js');
