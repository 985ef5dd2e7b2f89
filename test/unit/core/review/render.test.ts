import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endText, renderMarkdown } from '../../../../src/core/review/render/render-markdown.ts';
import { renderReport } from '../../../../src/core/review/render/render-report.ts';
import type { ReportedFinding, ReviewReport } from '../../../../src/core/review/review-report.ts';

function finding(changes: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    fingerprint: '0123456789abcdef',
    rule: 'review/correctness',
    severity: 'error',
    title: 'The last element is skipped',
    explanation: 'The loop ends too early.',
    evidence: [{ path: 'src/a.ts', startLine: 3, endLine: 4, quote: 'for (;;) {\n}' }],
    level: 're-checked',
    confidence: 0.8,
    change: 'new',
    ...changes,
  };
}

function report(findings: readonly ReportedFinding[], changes: Partial<ReviewReport> = {}): ReviewReport {
  return {
    runId: 'run',
    end: 'complete',
    endReason: undefined,
    model: undefined,
    strategy: undefined,
    findings,
    fixed: [],
    dismissedCount: 0,
    dropped: { notLocated: 0, refuted: 0, duplicates: 0 },
    risk: [],
    usage: {
      calls: 0,
      callsFromLedger: 0,
      inputTokens: 0,
      cachedInputTokens: 0,
      outputTokens: 0,
      costUsd: 0,
    },
    pack: { tokenCount: 10, budget: 100, byResolution: { full: 1 } },
    fileCount: 1,
    durationMs: 1500,
    diagnostics: [],
    ...changes,
  };
}

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
        }[];
      };
    };
    readonly columnKind: string;
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly SarifLocation[];
      readonly relatedLocations?: readonly SarifLocation[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly baselineState: string;
    }[];
  }[];
}
interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
    readonly region: {
      readonly startLine: number;
      readonly endLine: number;
      readonly snippet: { readonly text: string };
    };
  };
}

const sarifOf = (one: ReviewReport) => JSON.parse(renderReport(one, 'sarif')) as Sarif;

test('SARIF has the fields that the standard requires', () => {
  const { $schema, version, runs } = sarifOf(
    report([finding(), finding({ rule: 'check/unresolved-import' })]),
  );
  assert.equal(version, '2.1.0');
  assert.match($schema, /sarif-2\.1\.0/);
  const [run] = runs;
  assert.equal(runs.length, 1);
  assert.equal(run?.tool.driver.name, 'Longview');
  assert.equal(run.columnKind, 'utf16CodeUnits');
  assert.deepEqual(run.invocations, [{ executionSuccessful: true }]);
  const { rules } = run.tool.driver;
  assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length);
  assert.ok(rules.every((rule) => rule.shortDescription.text.length > 0));
  assert.equal(run.results.length, 2);
  for (const { ruleId, ruleIndex, message, locations, partialFingerprints } of run.results) {
    assert.equal(rules[ruleIndex]?.id, ruleId);
    assert.ok(message.text.length > 0);
    assert.equal(locations.length, 1);
    assert.deepEqual(partialFingerprints, { 'longview/v1': '0123456789abcdef' });
  }
});

for (const [severity, level] of [
  ['error', 'error'],
  ['warning', 'warning'],
  ['information', 'note'],
] as const)
  test(`the severity ${severity} is SARIF's ${level}`, () =>
    assert.equal(sarifOf(report([finding({ severity })])).runs[0]?.results[0]?.level, level));

for (const [change, state] of [
  ['new', 'new'],
  ['persisting', 'unchanged'],
] as const)
  test(`a ${change} finding is SARIF's ${state}`, () =>
    assert.equal(sarifOf(report([finding({ change })])).runs[0]?.results[0]?.baselineState, state));

const pathRows = [
  ['src/a.ts', 'src/a.ts'],
  ['src/über uns/#1?.ts', 'src/%C3%BCber%20uns/%231%3F.ts'],
  ['100%.ts', '100%25.ts'],
  ['a:b.ts', 'a%3Ab.ts'],
] as const;
for (const [path, uri] of pathRows) {
  test(`SARIF writes the path ${path} as a relative URI`, () => {
    const [result] =
      sarifOf(report([finding({ evidence: [{ path, startLine: 1, endLine: 2, quote: 'x' }] })])).runs[0]
        ?.results ?? [];
    assert.deepEqual(result?.locations[0]?.physicalLocation, {
      artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, endLine: 2, snippet: { text: 'x' } },
    });
  });
}

test('further quotes are related locations', () => {
  const evidence = [1, 2, 3].map((startLine) => ({
    path: 'a.ts',
    startLine,
    endLine: startLine,
    quote: 'x',
  }));
  const [result] = sarifOf(report([finding({ evidence: evidence as never })])).runs[0]?.results ?? [];
  assert.deepEqual(
    result?.relatedLocations?.map((one) => one.physicalLocation.region.startLine),
    [2, 3],
  );
});

test('a review whose model failed says so in SARIF', () => {
  assert.deepEqual(sarifOf(report([], { end: 'failed' })).runs[0]?.invocations, [
    { executionSuccessful: false },
  ]);
});

test('JSON is the report itself', () => {
  const one = report([finding()]);
  assert.deepEqual(JSON.parse(renderReport(one, 'json')), JSON.parse(JSON.stringify(one)));
});

const hostileTitles = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![beacon](http://evil.example/x.png)',
  '[click](javascript:alert(1))',
  'first\n# A heading of its own',
  'first\r# A heading of its own',
  'first\r\n\r\n<iframe src="http://evil.example">',
  '`code` | table **bold** _under_',
  '</body></html><script>1</script>',
  '"><svg onload=alert(1)>',
];
for (const title of hostileTitles) {
  for (const field of ['title', 'explanation', 'path', 'remark', 'fixed'] as const) {
    test(`HTML of the ${field} ${JSON.stringify(title)} runs nothing, loads nothing and links to no script`, () => {
      const hostile = {
        title: () => report([finding({ title })]),
        explanation: () => report([finding({ explanation: title })]),
        path: () =>
          report([finding({ evidence: [{ path: title, startLine: 1, endLine: 1, quote: title }] })]),
        remark: () =>
          report([], { diagnostics: [{ severity: 'warning', code: 'x', message: title, path: title }] }),
        fixed: () => report([], { fixed: [{ fingerprint: 'f', title, path: title }] }),
      }[field]();
      const html = renderReport(hostile, 'html');
      const body = html.slice(html.indexOf('<body>') + 6, html.lastIndexOf('</body>'));
      assert.doesNotMatch(body, /<(?:script|img|iframe|svg|object|embed|link|meta|style|form|body|html)\b/i);
      assert.doesNotMatch(body, /<[^>]+\son\w+=/i);
      assert.doesNotMatch(body, /(?:href|src)="(?:javascript|data|vbscript):/i);
      assert.equal(html.match(/<html/g)?.length, 1);
    });
  }
}

for (const title of [
  'first\n# Forged',
  'first\r# Forged',
  'first\r\n## Findings (0)',
  '![x](http://evil.example)',
  '<b>x</b>',
]) {
  test(`Markdown keeps the title ${JSON.stringify(title)} in its heading, without pictures and markup`, () => {
    const markdown = renderMarkdown(report([finding({ title })]));
    assert.equal(markdown.split(/\r\n|\n|\r/).filter((line) => line.startsWith('#')).length, 4);
    assert.doesNotMatch(markdown, /(?<!\\)!\[|(?<![\\])<b>/);
  });
}

test('Markdown of an explanation shows no picture and no markup', () => {
  const markdown = renderMarkdown(
    report([finding({ explanation: 'See ![x](http://evil.example/p.png) <img src=x>.' })]),
  );
  assert.doesNotMatch(markdown, /(?<!\\)!\[|<img/);
});

const codeRows: readonly (readonly [string, RegExp])[] = [
  ['When `a < b` and a < c', /When `a < b` and a &lt; c/],
  ['``a ` <b>`` and <i>', /``a ` <b>`` and &lt;i>/],
  ['an open ` and <script>', /an open ` and &lt;script>/],
  ['over `lines\n\n<img src=x>\n\n` of text', /&lt;img/],
  ['no \\`<img src=x>` code', /\\`&lt;img/],
];
for (const [explanation, expected] of codeRows)
  test(`Markdown of ${JSON.stringify(explanation)} keeps code as it is, and nothing else`, () =>
    assert.match(renderMarkdown(report([finding({ explanation })])), expected));

for (const quote of ['```', '````js\ncode\n````', 'a ``` b']) {
  test(`a quote with ${JSON.stringify(quote)} does not leave its fence`, () => {
    const markdown = renderMarkdown(
      report([finding({ evidence: [{ path: 'a.md', startLine: 1, endLine: 1, quote }] })]),
    );
    const [, fence = ''] = /^(`{4,})$/m.exec(markdown) ?? [];
    assert.ok(markdown.includes(`${fence}\n${quote}\n${fence}\n`));
    assert.ok(!quote.includes(fence));
  });
}

test('a report without findings says so as a good result', () => {
  assert.match(renderMarkdown(report([])), /## Findings \(0\)\n\nNone\./);
});

const endRows = [
  ['complete', undefined, 'complete'],
  ['budget', 'too dear', 'stopped at the budget: too dear'],
  ['cancelled', undefined, 'cancelled'],
  ['failed', 'no answer', 'the model failed: no answer'],
] as const;
for (const [end, endReason, expected] of endRows)
  test(`the end ${end} is told as '${expected}'`, () => assert.equal(endText({ end, endReason }), expected));
