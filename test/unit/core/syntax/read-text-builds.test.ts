import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRows } from './read-text-rows.ts';

function check(name: string, [language, text]: readonly [string, string], expected: readonly string[]): void {
  test(name, () => assert.deepEqual(readRows(language, text), expected));
}

check(
  'stages with a name are definitions',
  ['dockerfile', 'FROM a AS b\nRUN c\n\nFROM b\nFROM --platform=x d as e\n'],
  ['1-3 module b', '5-5 module e'],
);
check(
  'what is copied out of the context',
  [
    'dockerfile',
    'copy --chown=a:b --link c.txt d/ /e/\nADD ["f g.txt", "/h"]\nCOPY . .\nCOPY --from=i j k\nADD https://l/m n\nCOPY $O p\n',
  ],
  ['1 asset c.txt', '1 asset d/', '2 asset f g.txt'],
);
check(
  'an instruction goes on over lines and comments',
  ['dockerfile', 'COPY a.txt \\\n  # b\n\n  c.txt \\\n  /d/\nCOPY e.txt /\n'],
  ['1 asset a.txt', '1 asset c.txt', '6 asset e.txt'],
);
check(
  'a document inside an instruction is text',
  ['dockerfile', 'COPY <<EOF /a\nCOPY b.txt /\nEOF\nCOPY c.txt /\n'],
  ['4 asset c.txt'],
);

check(
  'targets with their recipes, and variables',
  [
    'makefile',
    'CC ?= gcc\nall: build test\n\nbuild:\n\t$(CC) a.c\n\n\techo b\n\n.PHONY: all\n%.o: %.c\n\tcc $<\n$(OUT)/x: y\nexport FLAGS := -O2\n',
  ],
  ['1-1 variable CC', '2-2 function all', '4-7 function build body 5-7', '13-13 variable FLAGS'],
);
check(
  'several targets of one rule, over lines',
  ['makefile', 'a b \\\n  c: d\n\te\nf::\n\tg\nh: A = b\n'],
  [
    '1-3 function a body 3-3',
    '1-3 function b body 3-3',
    '1-3 function c body 3-3',
    '4-5 function f body 5-5',
    '6-6 function h',
  ],
);
check(
  'includes, optional ones as such, computed ones left out',
  [
    'makefile',
    'include a.mk b.mk # c\n-include d.mk\nsinclude e.mk\ninclude $(F) *.mk\ndefine g\ninclude h.mk\nendef\n',
  ],
  ['1 include a.mk', '1 include b.mk', '2 include d.mk optional', '3 include e.mk optional'],
);

check(
  'messages, enums, services and methods, nested ones in their places',
  [
    'protobuf',
    'syntax = "proto3";\nmessage A {\n  message B { int32 c = 1; }\n  enum D { E = 0; }\n  oneof f { B g = 2; }\n}\nservice H {\n  rpc I(A) returns (A);\n  rpc J(A) returns (A) {\n    option k = "{";\n  }\n}\n',
  ],
  ['2-6 class A', '3-3 class A.B', '4-4 enum A.D', '7-12 interface H', '8-8 method H.I', '9-11 method H.J'],
);
check(
  'imports of protocols in each form',
  [
    'protobuf',
    'import "a.proto";\nimport public "b.proto";\nimport weak \'c.proto\';\n// import "d.proto";\n/*\nimport "e.proto";\n*/\nimport "f.proto"; message G {}\n',
  ],
  ['8-8 class G', '1 import a.proto', '2 re-export b.proto', '3 import c.proto optional', '8 import f.proto'],
);

check(
  'types, operations and fragments',
  [
    'graphql',
    '"""\ntype X of {old}\n"""\ntype A implements B {\n  c(d: E = {f: 1}): Int\n}\nscalar G\nunion H = A | I\nextend input J {\n  k: Int\n}\nenum L { M }\ndirective @n on FIELD\nquery O($p: Int) { q { r } }\nfragment S on A { t }\n',
  ],
  [
    '4-6 type A',
    '7-7 type G',
    '8-8 type H',
    '9-11 type J',
    '12-12 enum L',
    '13-13 function n',
    '14-14 function O',
    '15-15 function S',
  ],
);
check(
  'imports in comments',
  ['graphql', '#import "a.graphql"\n  # import B, C from \'d.graphql\'\n# important "e"\n'],
  ['1 import a.graphql', '2 import d.graphql'],
);
