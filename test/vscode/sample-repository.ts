import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawTextImage } from '../support/draw-text-image.ts';

const files: Readonly<Record<string, string | Uint8Array>> = {
  'package.json': '{ "name": "shop", "type": "module" }\n',
  'README.md': '# Shop\n\nSee [the guide](docs/guid.md).\n',
  'docs/guide.md': '# Guide\n\n![The cart](cart-screenshot.png)\n',
  'docs/cart-screenshot.png': drawTextImage(['Cart', 'Two books', 'Pay now']).png,
  'src/cart.ts': [
    "import { roundMoney } from './money.ts';",
    "import { taxFor } from './taxes.ts';",
    '',
    '/** Sum of all prices, with tax. */',
    'export function total(prices: number[]): number {',
    '  let sum = 0;',
    '  for (const price of prices) sum += price > 0 ? price : 0;',
    '  return roundMoney(sum + taxFor(sum));',
    '}',
    '',
  ].join('\n'),
  'src/money.ts':
    'export function roundMoney(value: number): number {\n  return Math.round(value * 100) / 100;\n}\n',
  'src/shipping.ts': [
    "import { postage } from './postge.ts';",
    '',
    'export function shipping(country: string): number {',
    '  return postage(country) ?? 12;',
    '}',
    '',
  ].join('\n'),
  'src/postage.ts':
    "export function postage(country: string): number | undefined {\n  return country === 'us' ? 15 : undefined;\n}\n",
};

/** Writes a small shop with three mistakes that checks find without a model, as a git repository. */
export function writeSampleRepository(folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message=Start');
}
