import { checkImport, type Files } from './resolved-of.ts';

function check(name: string, [from, code]: readonly [string, string], files: Files, expected: string): void {
  checkImport(name, { from, code: `${code}\n`, files }, expected);
}

const lib: Files = {
  'lib/Store.java': 'package org.lib; public class Store { public static class Entry {} }',
  'lib/text.kt': 'package org.lib\nfun join() {}\n',
};

check(
  'the package clause decides, whatever the folder is called',
  ['a/A.java', 'package a;\nimport org.lib.Store;'],
  lib,
  '→ lib/Store.java: Store',
);
check(
  'a nested class is found in the file of the class around it',
  ['A.java', 'import org.lib.Store.Entry;'],
  lib,
  '→ lib/Store.java: Entry',
);
check(
  'a static import leads to the class, even for a member that it inherits',
  ['A.java', 'import static org.lib.Store.anything;'],
  lib,
  '→ lib/Store.java: anything',
);
check('a star behind a package leads to no file', ['A.java', 'import org.lib.*;'], lib, '');
check('a package above declared ones is inside, too', ['A.java', 'import org.*;'], lib, '');
check(
  'comments and white space in a name are no part of it',
  ['A.java', 'import org . lib\n  . /* the */ Store;'],
  lib,
  '→ lib/Store.java: Store',
);
check(
  'a package below a declared one may be another library',
  ['A.java', 'import org.lib.internal.Secret;'],
  lib,
  '⇢ org.lib.internal',
);
check('a class that is not there is missing', ['A.java', 'import org.lib.Gone;'], lib, '✗ org.lib.Gone');
check(
  'a nested class of a class that is not there is missing',
  ['A.java', 'import org.lib.Gone.Entry;'],
  lib,
  '✗ org.lib.Gone.Entry',
);
check(
  'a declared package that only the runtime completes is builtin',
  ['A.java', 'import javax.annotation.processing.Processor;'],
  { 'N.java': 'package javax.annotation; @interface N {}' },
  '⇢ javax.annotation.processing (builtin)',
);
check(
  'what a repository declares of a runtime package is inside',
  ['A.java', 'import javax.annotation.N;'],
  { 'N.java': 'package javax.annotation; @interface N {}' },
  '→ N.java: N',
);
check(
  'parts of the JDK lie in other packages',
  ['A.java', 'import org.w3c.dom.Node;'],
  {},
  '⇢ org.w3c.dom (builtin)',
);
check(
  'a class without a package is seen by nobody elsewhere',
  ['a/A.java', 'import static Tool.run;'],
  { 'b/Tool.java': 'class Tool { static void run() {} }' },
  '⇢ Tool',
);
check(
  'of two modules with one class the nearer one is meant',
  ['android/app/src/A.java', 'package app;\nimport org.lib.Store;'],
  {
    'lib/pom.xml': '',
    'lib/src/Store.java': 'package org.lib; class Store {}',
    'android/lib/pom.xml': '',
    'android/lib/src/Store.java': 'package org.lib; class Store {}',
  },
  '→ android/lib/src/Store.java: Store',
);
check(
  'sources for a newer Java lie beside the others',
  ['src/main/java/a/A.java', 'package a;\nimport b.B;'],
  {
    'pom.xml': '',
    'src/main/java9/b/B.java': 'package b; class B {}',
    'src/main/java/b/B.java': 'package b; class B {}',
  },
  '→ src/main/java/b/B.java: B',
);
check(
  'a function of Kotlin is imported from its file',
  ['a.kt', 'import org.lib.join'],
  lib,
  '→ lib/text.kt: join',
);
check(
  'a function with versions in several files is what the package gives',
  ['a.kt', 'import org.lib.join'],
  { ...lib, 'lib/other.kt': 'package org.lib\nfun join(a: Int) {}\n' },
  '',
);
check(
  'names in backquotes are names',
  ['a.kt', 'import `in`.`object`.Store'],
  { 'b.kt': 'package `in`.`object`\nclass Store\n' },
  '→ b.kt: Store',
);
check(
  'Java sees the functions of a file by its class',
  ['A.java', 'import org.lib.TextKt;'],
  lib,
  '→ lib/text.kt: TextKt',
);
check(
  'a static import takes a function out of the class of its file',
  ['A.java', 'import static org.lib.TextKt.join;'],
  lib,
  '→ lib/text.kt: join',
);
check(
  'a script of Kotlin declares no package for others',
  ['a.kt', 'import buildLogic'],
  { 'build.gradle.kts': 'fun buildLogic() {}\n' },
  '⇢ buildLogic',
);
check(
  'Java sees an object of Scala by its class',
  ['A.java', 'import org.lib.Compiler$;'],
  { 'c.scala': 'package org.lib\nobject Compiler\n' },
  '→ c.scala: Compiler$',
);
