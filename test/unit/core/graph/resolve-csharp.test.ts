import { checkImport, type Files } from './resolved-of.ts';

function check(name: string, [from, code]: readonly [string, string], files: Files, expected: string): void {
  checkImport(name, { from, code: `${code}\n`, files }, expected);
}

const lib: Files = {
  'Lib.cs': 'namespace Company.Lib\n{\n    public class Store { public class Entry { } }\n}\n',
};

check('a namespace has no file of its own', ['A.cs', 'using Company.Lib;'], lib, '');
check('a namespace above declared ones is inside, too', ['A.cs', 'using Company;'], lib, '');
check(
  'one below may be another library',
  ['A.cs', 'using Company.Lib.Plugins;'],
  lib,
  '⇢ Company.Lib.Plugins',
);
check('System is builtin', ['A.cs', 'using System.IO;'], lib, '⇢ System.IO (builtin)');
check('Systems of others are not', ['A.cs', 'using SystemTools;'], lib, '⇢ SystemTools');
check('a type may be used statically', ['A.cs', 'using static Company.Lib.Store;'], lib, '→ Lib.cs: Store');
check(
  'an alias may name a nested type, with global:: before it',
  ['A.cs', 'using Entry = global::Company.Lib.Store.Entry;'],
  lib,
  '→ Lib.cs: Entry',
);
check(
  'a type that a declared namespace lacks is missing',
  ['A.cs', 'using static Company.Lib.Gone;'],
  lib,
  '✗ Company.Lib.Gone',
);
check('an alias of a type from outside', ['A.cs', 'using Test = Xunit.FactAttribute;'], lib, '⇢ Xunit');
check(
  'in a namespace, names are relative to it',
  ['A.cs', 'namespace Company\n{\n    using static Lib.Store;\n}'],
  lib,
  '→ Lib.cs: Store',
);
check(
  'namespaces in namespaces have names together',
  ['A.cs', 'using static Company.Lib.Inner.Deep;'],
  { 'B.cs': 'namespace Company.Lib\n{\n    namespace Inner\n    {\n        class Deep { }\n    }\n}\n' },
  '→ B.cs: Deep',
);
check(
  'a file may open several namespaces',
  ['A.cs', 'using static Two.Second;'],
  { 'B.cs': 'namespace One\n{\n    class First { }\n}\n\nnamespace Two\n{\n    class Second { }\n}\n' },
  '→ B.cs: Second',
);
check(
  'a namespace that conditional compilation tears apart is found by its text',
  ['A.cs', 'using static Company.Torn.Piece;'],
  {
    'B.cs':
      'namespace Company.Torn\n{\n    public class Piece\n    {\n#if A\n        void M() {\n#else\n        void N() {\n#endif\n        }\n    }\n}\n',
  },
  '→ B.cs: Piece',
);
check(
  'of two projects with one type the nearer one is meant',
  ['Two/A.cs', 'using static Company.Lib.Store;'],
  {
    'One/One.csproj': '',
    'One/Lib.cs': 'namespace Company.Lib { class Store { } }',
    'Two/Two.csproj': '',
    'Two/Lib.cs': 'namespace Company.Lib { class Store { } }',
  },
  '→ Two/Lib.cs: Store',
);
check(
  'a verbatim name is the name without its sign',
  ['A.cs', 'using static Company.@event.Store;'],
  { 'B.cs': 'namespace Company.@event;\n\nclass Store { }\n' },
  '→ B.cs: Store',
);
