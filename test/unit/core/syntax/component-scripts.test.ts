import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentLanguage } from '../../../../src/core/syntax/component-blocks.ts';
import { embeddedBlocks, embeddedFiles } from '../../../../src/core/syntax/embedded-scripts.ts';
import { templateReferences } from '../../../../src/core/syntax/template-references.ts';

type Component = readonly [language: ComponentLanguage, text: string];

/** Each block as `language line: code`, white space folded; the text around it is checked to be blank and as long. */
function blockRows([language, text]: Component): string[] {
  return embeddedBlocks(language, text).map((block) => {
    assert.equal(block.text.length, text.length);
    assert.equal(block.text.split('\n').length, text.split('\n').length);
    for (const [at, character] of [...block.text].entries())
      if (character.trim() !== '') assert.equal(character, [...text][at]);
    assert.equal(block.text.slice(0, block.startIndex).trim(), '');
    return `${block.language} ${block.startLine}: ${block.text.trim().replace(/\s+/g, ' ')}`;
  });
}

function checkBlocks(name: string, component: Component, expected: readonly string[]): void {
  test(name, () => assert.deepEqual(blockRows(component), expected));
}

checkBlocks(
  'a script keeps its place',
  ['vue', '<template>é</template>\n<script>\nlet a;\n</script>\n'],
  ['typescript 2: let a;'],
);
checkBlocks(
  'both scripts of a Vue component are one module',
  ['vue', '<script lang="ts">\nlet a;\n</script>\n<template/>\n<script setup lang="ts">let b;</script>\n'],
  ['typescript 1: let a; let b;'],
);
checkBlocks(
  'JSX has a grammar of its own',
  ['vue', '<script lang="tsx">let a = <b/>;</script>'],
  ['tsx 1: let a = <b/>;'],
);
checkBlocks(
  'a script in the template or in documentation is none',
  [
    'vue',
    '<template><div><template #a><script>x</script></template></div></template>\n<docs>\n<script>y</script>\n</docs>\n<script>z</script>\n',
  ],
  ['typescript 5: z'],
);
checkBlocks(
  'a template in another language is text',
  ['vue', '<template lang="pug">\ndiv: <script>\n</template>\n<script>a</script>\n'],
  ['typescript 4: a'],
);
checkBlocks(
  'comments hide scripts',
  ['vue', '<!-- <script>a</script> -->\n<script>b</script>\n'],
  ['typescript 2: b'],
);
checkBlocks(
  'a component without a script has no block',
  ['vue', '<template><p/></template><script src="./a.ts"></script>\n'],
  [],
);
checkBlocks(
  'module and instance scripts of a Svelte component are one module',
  [
    'svelte',
    '<script module>\nlet a;\n</script>\n{#if a < 1}<p>{"<script>"}</p>{/if}\n<script lang="ts">\nlet b;\n</script>\n',
  ],
  ['typescript 1: let a; let b;'],
);
checkBlocks(
  'a script in an element belongs to the page',
  ['svelte', '<svelte:head><script>x</script></svelte:head>\n<input disabled>\n<script>y</script>\n'],
  ['typescript 3: y'],
);
checkBlocks(
  'expressions in attributes may hold anything',
  ['svelte', '<p a={b > "}" ? 1 : `<script>`}></p>\n<script>c</script>\n'],
  ['typescript 2: c'],
);

function checkFiles(name: string, [language, text]: Component, expected: readonly string[]): void {
  const rows = () =>
    embeddedFiles(language, text).map(({ kind, specifier, line }) => `${line} ${kind} ${specifier}`);
  test(name, () => assert.deepEqual(rows(), expected));
}

checkFiles(
  'sources of blocks and imports of style sheets',
  [
    'vue',
    '<script src="./a.ts"></script>\n<style src="b.css"></style>\n<style lang="scss">\n@use "c";\n.d { e: url(f.png) }\n</style>\n',
  ],
  ['1 asset ./a.ts', '2 asset b.css', '4 asset c', '5 asset f.png'],
);
checkFiles(
  'pictures of the template, if they are not computed',
  [
    'vue',
    '<template>\n<img src="a.png"><img :src="b"><a href="c.html"></a>\n</template>\n<docs><img src="d.png"></docs>\n',
  ],
  ['2 asset a.png'],
);
checkFiles(
  'pictures of a Svelte component',
  ['svelte', '<img src="a.png"><img src={b}><style>c { d: url(e.png) }</style>\n'],
  ['1 asset e.png', '1 asset a.png'],
);

function checkReferences(name: string, [language, text]: Component, expected: readonly string[]): void {
  const imports = [
    {
      specifier: './a',
      line: 1,
      kind: 'import' as const,
      names: ['default'],
      locals: { UserCard: 'default' },
    },
    {
      specifier: './b',
      line: 1,
      kind: 'import' as const,
      names: ['format', 'x', 'store'],
      locals: { y: 'x' },
    },
    { specifier: './c', line: 1, kind: 'import' as const, names: ['*'], locals: { form: '*' } },
  ];
  const rows = () =>
    templateReferences(language, text, imports).map(({ chain, line, count }) => `${line} ${chain} ${count}`);
  test(name, () => assert.deepEqual(rows(), expected));
}

checkReferences(
  'components by their tags, in either case',
  [
    'vue',
    '<template>\n<UserCard/><user-card></user-card>\n<form.field/><form></form><other/>\n</template>\n',
  ],
  ['2 UserCard 2', '3 form.field 1'],
);
checkReferences(
  'names in expressions of Vue',
  [
    'vue',
    `<template>\n<p :a="format(b.format)" @c="y" d="format" v-if="store.e">{{ format('x') }} format</p>\n</template>\n`,
  ],
  ['2 format 2', '2 y 1', '2 store.e 1'],
);
checkReferences(
  'what is not imported, or bound by another name, is not meant',
  ['vue', '<template><p :a="x + z"/></template>'],
  [],
);
checkReferences(
  'names in expressions of Svelte',
  [
    'svelte',
    '<script>format()</script>\n{#if $store.a}<UserCard b={format} {y} />{/if}\n<p use:form on:click={() => y()}>{@html format(1)} store</p>\n',
  ],
  ['2 store.a 1', '2 UserCard 1', '2 format 2', '2 y 2', '3 form 1'],
);
checkReferences('a component that imports nothing it uses', ['svelte', '<p>{a}</p>'], []);
