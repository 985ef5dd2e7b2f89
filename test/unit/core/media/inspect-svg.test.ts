import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectSvg } from '../../../../src/core/media/inspect-svg.ts';

const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${body}</svg>`;

test('shapes and pieces of text are counted', () => {
  const { shapes, texts, problem } = inspectSvg(svg('<g><rect/><path d="M0 0"/></g><text>a</text>'));
  assert.deepEqual({ shapes, texts, problem }, { shapes: 3, texts: 1, problem: undefined });
});

test('what repeats counts as often as it is drawn, and what repeats itself too often is refused', () => {
  assert.equal(inspectSvg(svg('<g id="a"><rect/><rect/></g><use href="#a"/><use href="#a"/>')).shapes, 8);
  const levels = Array.from(
    { length: 12 },
    (_, at) => `<g id="l${at + 1}">${`<use href="#l${at}"/>`.repeat(10)}</g>`,
  );
  const bomb = inspectSvg(svg(`<rect id="l0"/>${levels.join('')}<use href="#l12"/>`));
  assert.match(bomb.problem ?? '', /more than/);
  assert.equal(
    inspectSvg(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')).problem,
    undefined,
  );
});

test('entities and endless nesting are refused', () => {
  assert.match(inspectSvg(`<!DOCTYPE svg [<!ENTITY a "aaaa">]>${svg('')}`).problem ?? '', /entities/);
  assert.match(inspectSvg(svg(`${'<g>'.repeat(300)}${'</g>'.repeat(300)}`)).problem ?? '', /nested/);
});

const check = (body: string, gone: RegExp) => assert.doesNotMatch(inspectSvg(svg(body)).harmless, gone);

test('scripts and references to anything outside are taken out', () => {
  check('<script>fetch("http://evil.example")</script>', /fetch/);
  check('<SCRIPT type="a">one</SCRIPT ><script href="x"/>', /one|script href/i);
  check('<image href="file:///etc/passwd"/>', /passwd/);
  check("<image xlink:href='http://evil.example/a.png'/>", /evil/);
  check('<rect fill="url(http://evil.example/a.svg#b)"/>', /evil/);
  check('<style>@import "http://evil.example/a.css"; a{}</style>', /evil/);
  check('<script>never ends', /never ends/);
});

test('references inside the drawing stay', () => {
  const text = svg('<rect fill="url(#grad)"/><use xlink:href="#a"/>');
  assert.equal(inspectSvg(text).harmless, text);
});

test('hundreds of thousands of scripts that never end are read once', () => {
  assert.equal(inspectSvg(svg('<script'.repeat(300_000))).problem, undefined);
});
