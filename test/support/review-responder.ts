import { createHash } from 'node:crypto';
import type { FakeModel } from './model-server/fake-model.ts';
import { readImageText } from './model-server/read-image-text.ts';
import type { ReceivedRequest } from './model-server/received-request.ts';
import type { ScriptedReply } from './model-server/scripted-reply.ts';

/** One with eyes and a wide window; `model-server/main.ts --responder` serves it. */
export const models: readonly FakeModel[] = [
  { name: 'qwen3-coder-next', contextLength: 131_072 },
  { name: 'blind', contextLength: 131_072, capabilities: ['completion', 'tools'] },
];

/** A line that a request shows, with where it stands. */
export interface ShownLine {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/**
 * A model for the three jobs whose replies come out of the request and nowhere else. In source it looks for
 * `DEFECT-…` (a finding of `correctness`), `CONTRACT-…` (of `contracts`), with `REFUTABLE` in the same line one that
 * its second look refutes, and with `UNQUOTABLE` one with a quote that does not exist; a question is answered with the
 * `FACT-…` lines and the texts of pictures; "rename A to B" is planned for every line that holds A.
 */
export async function respond(request: ReceivedRequest): Promise<ScriptedReply> {
  const system = request.messages.find((message) => message.role === 'system')?.text ?? '';
  if (system.startsWith('You review source code')) return { text: reviewReply(request) };
  if (system.startsWith('Somebody reported a defect')) return { text: verdictReply(request) };
  if (system.startsWith('You answer questions')) return { text: await answerReply(request) };
  if (system.startsWith('You write a change plan')) return { text: planReply(request) };
  return { text: `I do not know what is wanted. ${system.slice(0, 100)}` };
}

function reviewReply(request: ReceivedRequest): string {
  const text = userText(request);
  const pass = /^Task \((\w+)\)/m.exec(text)?.[1];
  const [, list = ''] = /only to understand it:\n((?:.+:\d+-\d+\n?)+)/.exec(text) ?? [];
  const regions = [...list.matchAll(/^(.+):(\d+)-(\d+)$/gm)].map(([, path = '', first, last]) => ({
    path,
    first: Number(first),
    last: Number(last),
  }));
  const pattern = pass === 'contracts' ? /CONTRACT-\w+/ : /DEFECT-\w+/;
  const seen = new Set<string>();
  const findings = shownLines(text).flatMap(({ path, line, text: source }) => {
    const nonce = pattern.exec(source)?.[0];
    const isAsked = regions.some((one) => one.path === path && one.first <= line && line <= one.last);
    if (nonce === undefined || !isAsked || seen.has(nonce)) return [];
    seen.add(nonce);
    const quote = source.includes('UNQUOTABLE') ? `${source} that is not there` : source;
    return [
      {
        title: `The fault ${nonce}`,
        severity: source.includes('SEVERE') ? 'error' : 'warning',
        // Words of its own: two faults side by side must not look like one.
        explanation: `${nonce} ${[...(nonce.split('-')[1]?.matchAll(/../g) ?? [])].map(([pair]) => `${nonce[0]}w${pair}`).join(' ')}`,
        confidence: 0.9,
        evidence: [{ path, line, quote }],
      },
    ];
  });
  return JSON.stringify({ findings, seen: hashOfRequest(request) });
}

function verdictReply(request: ReceivedRequest): string {
  const [, quoted = ''] = /^Quoted:\n([\s\S]*?)\n\nCode:/m.exec(userText(request)) ?? [];
  const verdict = quoted.includes('REFUTABLE') ? 'refuted' : 'stands';
  return JSON.stringify({ verdict, reason: 'Looked at the quoted lines.', seen: hashOfRequest(request) });
}

async function answerReply(request: ReceivedRequest): Promise<string> {
  const text = userText(request);
  const facts = new Map<string, string>();
  for (const { path, line, text: source } of shownLines(text)) {
    const nonce = /FACT-\w+/.exec(source)?.[0];
    if (nonce !== undefined) facts.set(nonce, `${nonce} stands at \`${path}:${line}\`.`);
  }
  const lines = [...facts.values()];
  for (const { images } of request.messages)
    for (const image of images) lines.push(`I see: ${await readImageText(image.bytes)}`);
  const [, read] = /^Text in the picture .*:\n((?:- .*\n?)+)/m.exec(text) ?? [];
  if (read !== undefined) lines.push(`I was told of the picture: ${read.trim()}`);
  return lines.join('\n') || 'The repository does not say.';
}

function planReply(request: ReceivedRequest): string {
  const text = userText(request);
  const [, from = '', to = ''] = /^Request: rename (\w+) to (\w+)/m.exec(text) ?? [];
  const word = new RegExp(`\\b${from}\\b`, 'g');
  const byPath = new Map<string, Map<string, string>>();
  for (const { path, text: source } of shownLines(text)) {
    if (from === '' || !word.test(source)) continue;
    word.lastIndex = 0;
    byPath.set(path, (byPath.get(path) ?? new Map()).set(source, source.replaceAll(word, to)));
  }
  const steps = [...byPath].map(([path, lines]) => ({
    title: `Rename in ${path}`,
    reason: `It holds ${from}.`,
    files: [path],
    sources: [{ path, line: 1, note: `names ${from}` }],
    edits: [...lines].map(([oldText, newText]) => ({ kind: 'replace', path, oldText, newText })),
  }));
  return JSON.stringify({ summary: `Rename ${from} to ${to}`, steps });
}

/** Names a request by what it holds. Replies carry it, so that a ledger of replies says which requests they answer. */
export function hashOfRequest({ messages, tools }: Pick<ReceivedRequest, 'messages' | 'tools'>): string {
  const content = messages.map(({ role, text, toolCalls }) => [role, text, toolCalls]);
  return createHash('sha256')
    .update(JSON.stringify([content, tools]))
    .digest('hex')
    .slice(0, 24);
}

/** Text of all user messages. */
export function userText(request: ReceivedRequest): string {
  return request.messages
    .filter((message) => message.role === 'user')
    .map((message) => message.text)
    .join('\n');
}

/** The lines of source that a prompt shows: files of a pack in full, and excerpts with numbered lines. */
export function shownLines(text: string): ShownLine[] {
  const shown: ShownLine[] = [];
  for (const [, path = '', body = ''] of text.matchAll(
    /^<file path="([^"]+)" resolution="full"[^>]*>\n([\s\S]*?)\n<\/file>$/gm,
  )) {
    body.split('\n').forEach((source, row) => {
      shown.push({ path, line: row + 1, text: source });
    });
  }
  let path = '';
  for (const row of text.split('\n')) {
    path = /^--- (.+) ---$/.exec(row)?.[1] ?? path;
    const [, line, source] = /^(\d+)\t(.*)$/.exec(row) ?? [];
    if (path !== '' && line !== undefined && source !== undefined)
      shown.push({ path, line: Number(line), text: source });
  }
  return shown;
}
