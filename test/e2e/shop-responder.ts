import { readImageText } from '../support/model-server/read-image-text.ts';
import type { ReceivedRequest } from '../support/model-server/received-request.ts';
import type { ScriptedReply } from '../support/model-server/scripted-reply.ts';

/** Plays a capable model for the sample shop. What it says depends on nothing but what it was sent. */
export async function respondAboutShop(request: ReceivedRequest): Promise<ScriptedReply> {
  const rules = request.messages[0]?.text ?? '';
  const sent = request.messages.map((message) => message.text).join('\n');
  if (rules.startsWith('Somebody reported'))
    return reply({ verdict: 'stands', reason: 'The code has no other unit.' });
  if (rules.startsWith('You review')) return reply({ findings: findingsIn(sent) });
  if (rules.startsWith('You write a change plan')) return reply(planFor(sent));
  return { text: await answerFor(request, sent) };
}

/** The defect, if its lines are among what was sent and the task is the one that looks for such defects. */
function findingsIn(sent: string): unknown[] {
  const ticket = /ticket (\w+)/.exec(sent)?.[1];
  const quote = 'return { user, endsAt: now + SESSION_MINUTES * 60 };';
  if (ticket === undefined || !sent.includes(quote) || !sent.includes('Task (correctness)')) return [];
  return [
    {
      title: `Sessions end after seconds instead of minutes (ticket ${ticket})`,
      severity: 'error',
      explanation:
        '`endsAt` and `now` are milliseconds, but `SESSION_MINUTES * 60` is a number of seconds: a session of 30 minutes ends after 1.8 seconds.',
      confidence: 0.95,
      evidence: [
        { path: 'src/session.ts', line: 13, quote },
        { path: 'src/session.ts', line: 17, quote: 'return session.endsAt <= now;' },
      ],
      fix: {
        path: 'src/session.ts',
        oldText: 'SESSION_MINUTES * 60 }',
        newText: 'SESSION_MINUTES * 60_000 }',
      },
    },
  ];
}

function planFor(sent: string): unknown {
  const request = /Request: (.*)/.exec(sent)?.[1] ?? '';
  const minutes = /(\d+) minutes/.exec(request)?.[1] ?? '?';
  return {
    summary: `Sessions last ${minutes} minutes, in code and documents.`,
    steps: [
      {
        title: 'Say so in the guide',
        reason: 'The guide names the old time in words.',
        files: ['docs/guide.md'],
        sources: [{ path: 'docs/guide.md', line: 3, note: 'A customer stays signed in for thirty minutes' }],
        edits: [
          {
            kind: 'replace',
            path: 'docs/guide.md',
            oldText: 'for thirty minutes',
            newText: `for ${minutes} minutes`,
          },
        ],
      },
      {
        title: 'Change the constant',
        reason: 'Every session takes its length from `SESSION_MINUTES`.',
        files: ['src/session.ts'],
        sources: [{ path: 'src/session.ts', line: 2, note: 'the only place that sets it' }],
        edits: [
          {
            kind: 'replace',
            path: 'src/session.ts',
            oldText: 'export const SESSION_MINUTES = 30;',
            newText: `export const SESSION_MINUTES = ${minutes};`,
          },
        ],
      },
    ],
  };
}

/** Says what it sees in the picture, and where the sent source has it. */
async function answerFor(request: ReceivedRequest, sent: string): Promise<string> {
  const images = request.messages.flatMap((message) => message.images);
  const seen = (await Promise.all(images.map((image) => readImageText(image.bytes)))).join(' ');
  const file = sent.slice(sent.indexOf('path="src/login-form.tsx"'));
  const lines = file.slice(0, file.indexOf('</file>')).split('\n').slice(1);
  const word = seen.split(/\s+/).find((candidate) => candidate.length > 5 && file.includes(candidate));
  const line = lines.findIndex((text) => word !== undefined && text.includes(word)) + 1;
  if (word === undefined)
    return `I was sent ${images.length} pictures. Sessions are started at src/session.ts:11.`;
  return `The picture shows the label **${word}**. It is drawn by \`LoginForm\` at src/login-form.tsx:${line}, which starts a session at src/session.ts:11-14.`;
}

function reply(value: unknown): ScriptedReply {
  return { text: JSON.stringify(value) };
}
