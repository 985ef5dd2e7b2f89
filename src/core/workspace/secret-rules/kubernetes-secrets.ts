import { isGivenPassword } from './address-rules.ts';
import type { FileContext } from './file-context.ts';
import { isCommon, isNameAround } from './made-up-value.ts';
import type { FileRule, Stretch } from './marked-rule.ts';
import { isPlaceholder, isRandom, textOfBase64 } from './secret-value.ts';

/** The values of `kind: Secret`, whatever they are called: in `data` as base64, in `stringData` as they are. */
export const kubernetesSecretRule: FileRule = {
  id: 'kubernetes-secret',
  marks: ['kind: secret', 'kind: "secret"', '"kind": "secret"', '"kind":"secret"'],
  isFor: () => true,
  findAll: (text, context) => {
    const stretches: Stretch[] = [];
    for (const document of documentsOf(text)) {
      const part = text.slice(document.start, document.end);
      if (/^\s{0,40}(?:- )?["']?kind["']?:\s{0,4}["']?Secret["']?\s*(?:,|#|$)/m.test(part))
        stretches.push(...valuesInYaml(part, document.start, context));
      else if (/"kind":\s{0,4}"Secret"/.test(part))
        stretches.push(...valuesInJson(part, document.start, context));
    }
    return stretches.filter((stretch) => !isNameAround(text, stretch, context.path));
  },
};

type Section = 'data' | 'stringData';

/** The documents of a file of YAML, which `---` parts. */
function documentsOf(text: string): Stretch[] {
  const documents: Stretch[] = [];
  let start = 0;
  for (const { index } of text.matchAll(/^---/gm)) {
    documents.push({ start, end: index });
    start = index;
  }
  documents.push({ start, end: text.length });
  return documents;
}

const entry = /^([ \t]*)["']?[\w./-]{1,253}["']?:[ \t]*(.*)$/;

function valuesInYaml(part: string, offset: number, context: FileContext): Stretch[] {
  if (part.trimStart().startsWith('{')) return valuesInJson(part, offset, context);
  const values: Stretch[] = [];
  let section: Section | undefined;
  let sectionDepth = 0;
  /** The entry whose lines go on: how deep it is, and where its block began. */
  let block: { depth: number; start: number; end: number } | undefined;
  const closeBlock = () => {
    if (block !== undefined && block.start >= 0 && context.isDeployed) {
      const written = part.slice(block.start, block.end);
      if (!/\{\{|\$\{|<%/.test(written) && written.length >= 4)
        values.push({ start: offset + block.start, end: offset + block.end });
    }
    block = undefined;
  };
  let at = 0;
  for (const line of part.split('\n')) {
    const depth = line.search(/\S/);
    const lineStart = at;
    at += line.length + 1;
    if (depth < 0) continue;
    if (block !== undefined && depth > block.depth) {
      if (block.start < 0) block.start = lineStart + depth;
      block.end = lineStart + line.trimEnd().length;
      continue;
    }
    closeBlock();
    if (/^\s*#/.test(line)) continue;
    if (section !== undefined && depth <= sectionDepth) section = undefined;
    const opened = /^\s*(data|stringData):\s*(?:#.*)?$/.exec(line);
    if (opened !== null && section === undefined) {
      section = opened[1] as Section;
      sectionDepth = depth;
      continue;
    }
    if (section === undefined) continue;
    const written = entry.exec(line);
    if (written === null) continue;
    const value = written[2] as string;
    if (/^(?:![\w!]+\s+)?[|>]/.test(value)) {
      block = { depth, start: -1, end: -1 };
      continue;
    }
    const valueStart = lineStart + line.length - value.length;
    const stretch = scalarOf(value, valueStart);
    if (isSecretEntry(part.slice(stretch.start, stretch.end), section, context))
      values.push({ start: offset + stretch.start, end: offset + stretch.end });
  }
  closeBlock();
  return values;
}

/** The scalar that is written at a place: inside its quotes, or without a comment behind it. */
function scalarOf(written: string, start: number): Stretch {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(written);
  if (quoted !== null) return { start: start + 1, end: start + 1 + (quoted[2] as string).length };
  const comment = written.search(/\s#/);
  return { start, end: start + (comment < 0 ? written : written.slice(0, comment)).trimEnd().length };
}

function valuesInJson(part: string, offset: number, context: FileContext): Stretch[] {
  const values: Stretch[] = [];
  for (const section of part.matchAll(/"(data|stringData)":\s{0,20}\{([^{}]*)\}/g)) {
    const [all, name, body] = section as unknown as [string, Section, string];
    const bodyStart = section.index + all.length - 1 - body.length;
    for (const pair of body.matchAll(/"[\w./-]{1,253}":\s{0,20}"((?:[^"\\\n]|\\.)*)"/g)) {
      const value = pair[1] as string;
      const start = bodyStart + pair.index + pair[0].length - 1 - value.length;
      if (isSecretEntry(value, name, context))
        values.push({ start: offset + start, end: offset + start + value.length });
    }
  }
  return values;
}

/** In a Secret everything is secret but templates, placeholders and what everybody has. */
function isSecretEntry(written: string, section: Section, context: FileContext): boolean {
  if (written.length < 4 || /\{\{|\$\{|\$\(|<%|^</.test(written)) return false;
  if (section === 'stringData') return isSecretText(written, context);
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(written)) return false;
  const text = textOfBase64(written).trim();
  // Keys and certificates are binary.
  return /^[ -~\s\u00c0-\u024f]+$/.test(text) ? isSecretText(text, context) : written.length >= 16;
}

function isSecretText(text: string, context: FileContext): boolean {
  if (isRandom(text)) return true;
  if (text.length < 4 || isPlaceholder(text) || /^(?:https?:\/\/[^@\s]*|true|false|null)$/.test(text))
    return false;
  return /\s/.test(text)
    ? !/[{}[\]]/.test(text) && context.isDeployed && !isCommon(text)
    : isGivenPassword(text, context);
}
