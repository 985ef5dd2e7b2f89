const clause =
  /(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|;)*package\s+(?!object\b)([\w$.`]+)(?:\s*\{|\s*:(?=\s*\n))?/y;
const packageObject = /^[\w \t]*\bpackage\s+object\s+([\w$`]+)/m;

/**
 * The packages whose members a Scala file sees without import, outermost first, its own last: `package a.b` followed by
 * `package c` gives `a.b` and `a.b.c`. What a package object defines belongs to the package of its name.
 */
export function scalaPackages(text: string): readonly string[] {
  const packages: string[] = [];
  const add = (name: string) => {
    const outer = packages.at(-1);
    const plain = name.replaceAll('`', '');
    packages.push(outer === undefined ? plain : `${outer}.${plain}`);
  };
  clause.lastIndex = 0;
  for (let found = clause.exec(text); found !== null; found = clause.exec(text)) add(found[1] as string);
  const object = text.includes('package object ') ? packageObject.exec(text)?.[1] : undefined;
  if (object !== undefined) add(object);
  return packages;
}
