/** One source file of a generated repository, before its text is written. */
export interface FilePlan {
  readonly language: 'typescript' | 'python' | 'go' | 'java' | 'c';
  readonly folder: string;
  readonly packageNumber: number;
  /** Its number in its package. */
  readonly index: number;
}

export interface Mix {
  readonly language: FilePlan['language'];
  readonly share: number;
}

/** A number from 0 up to, not including, `limit`. */
export type RandomNumber = (limit: number) => number;

/** The same numbers for the same seed (xorshift, Marsaglia 2003). */
export function randomNumbers(seed: number): RandomNumber {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
}

/** Path and text of a file that uses the files in `needed`. */
export function sourceOf(
  plan: FilePlan,
  needed: readonly FilePlan[],
  random: RandomNumber,
): { readonly path: string; readonly text: string } {
  return { path: pathOf(plan), text: writers[plan.language](plan, needed, random) };
}

function pathOf({ language, folder, packageNumber, index }: FilePlan): string {
  const id = `${packageNumber}_${index}`;
  switch (language) {
    case 'typescript':
      return `${folder}/src/part${id}.ts`;
    case 'python':
      return `${folder}/pack${packageNumber}/part${id}.py`;
    case 'go':
      return `${folder}/part${id}.go`;
    case 'java':
      return `${folder}/src/main/java/${javaPackage(packageNumber).replaceAll('.', '/')}/Part${id}.java`;
    case 'c':
      // Every other file is the header of the one before.
      return `${folder}/part${packageNumber}_${index - (index % 2)}.${index % 2 === 0 ? 'c' : 'h'}`;
  }
}

function javaPackage(packageNumber: number): string {
  return `com.example.pack${packageNumber}`;
}

type Writer = (plan: FilePlan, needed: readonly FilePlan[], random: RandomNumber) => string;

const idOf = ({ packageNumber, index }: FilePlan) => `${packageNumber}_${index}`;

/** Definitions in one file, so that it has about 80 lines. */
const blocksFor = (random: RandomNumber) => 2 + random(9) + (random(12) === 0 ? 20 : 0);

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('');
}

const writers: Readonly<Record<FilePlan['language'], Writer>> = {
  typescript: (plan, needed, random) => {
    const id = idOf(plan);
    const from = (one: FilePlan) =>
      one.folder === plan.folder
        ? `./part${idOf(one)}.js`
        : `@generated/package${one.packageNumber}/src/part${idOf(one)}.js`;
    return `${needed
      .map((one) => `import { type Shape${idOf(one)}, make${idOf(one)} } from '${from(one)}';\n`)
      .join('')}
/** What a part of the package works on. */
export interface Shape${id} {
  readonly width: number;
  readonly names: readonly string[];
}

export function make${id}(width: number): Shape${id} {
  return { width, names: [String(width)] };
}
${lines(blocksFor(random), (at) => {
  const other = needed[at % Math.max(1, needed.length)];
  const used = other === undefined ? id : idOf(other);
  return `
export function step${id}_${at}(shape: Shape${used}, limit = ${at}): number {
  const made = make${used}(limit);
  let sum = shape.width + made.width;
  for (const name of shape.names) {
    if (name.length > limit) sum += name.length;
    else sum -= made.names.length;
  }
  return sum;
}
`;
})}`;
  },
  python: (plan, needed, random) => {
    const id = idOf(plan);
    const from = (one: FilePlan) =>
      one.folder === plan.folder ? `.part${idOf(one)}` : `pack${one.packageNumber}.part${idOf(one)}`;
    return `"""A part of the package."""
import os
${needed.map((one) => `from ${from(one)} import Shape${idOf(one)}, make_${idOf(one)}\n`).join('')}

class Shape${id}:
    def __init__(self, width):
        self.width = width
        self.names = [os.sep]

    def area(self):
        return self.width * len(self.names)


def make_${id}(width):
    return Shape${id}(width)

${lines(blocksFor(random), (at) => {
  const other = needed[at % Math.max(1, needed.length)];
  const used = other === undefined ? id : idOf(other);
  return `
def step_${id}_${at}(shape: Shape${used}, limit=${at}):
    made = make_${used}(limit)
    total = shape.area() + made.width
    for name in shape.names:
        if len(name) > limit:
            total += len(name)
    return total

`;
})}`;
  },
  go: (plan, needed, random) => {
    const id = idOf(plan);
    const near = needed.filter((one) => one.folder === plan.folder);
    const far = needed.filter((one) => one.folder !== plan.folder);
    const name = (one: FilePlan) => (one.folder === plan.folder ? '' : `go${one.packageNumber}.`);
    const imported = [...new Set(far.map((one) => `\t"example.com/generated/${one.folder}"\n`))];
    return `package go${plan.packageNumber}

import (
	"fmt"
${imported.join('')})

// Shape${id} is what a part of the package works on.
type Shape${id} struct {
	Width int
	Names []string
}

// Area${id} tells its size.
func (s *Shape${id}) Area${id}() int { return s.Width * len(s.Names) }

func Make${id}(width int) *Shape${id} {
	return &Shape${id}{Width: width, Names: []string{fmt.Sprint(width)}}
}
${lines(blocksFor(random), (at) => {
  const other = [...near, ...far][at % Math.max(1, needed.length)] ?? plan;
  const used = idOf(other);
  return `
func Step${id}_${at}(shape *${name(other)}Shape${used}, limit int) int {
	made := ${name(other)}Make${used}(limit)
	sum := shape.Area${used}() + made.Width
	for _, name := range shape.Names {
		if len(name) > limit {
			sum += len(name)
		}
	}
	return sum
}
`;
})}`;
  },
  java: (plan, needed, random) => {
    const id = idOf(plan);
    const imports = needed
      .filter((one) => one.folder !== plan.folder)
      .map((one) => `import ${javaPackage(one.packageNumber)}.Part${idOf(one)};\n`);
    return `package ${javaPackage(plan.packageNumber)};

import java.util.List;
${imports.join('')}
/** A part of the package. */
public class Part${id} {
    private final int width;
    private final List<String> names;

    public Part${id}(int width) {
        this.width = width;
        this.names = List.of(String.valueOf(width));
    }

    public int area() {
        return width * names.size();
    }

    public static Part${id} make(int width) {
        return new Part${id}(width);
    }
${lines(blocksFor(random), (at) => {
  const other = needed[at % Math.max(1, needed.length)];
  const used = other === undefined ? id : idOf(other);
  return `
    public int step${at}(Part${used} shape, int limit) {
        Part${used} made = Part${used}.make(limit);
        int sum = shape.area() + made.area();
        for (String name : names) {
            if (name.length() > limit) {
                sum += name.length();
            }
        }
        return sum;
    }
`;
})}}
`;
  },
  c: (plan, needed, random) => {
    const id = `${plan.packageNumber}_${plan.index - (plan.index % 2)}`;
    const headers = needed.filter((one) => one.index % 2 === 1);
    const header = (one: FilePlan) => `part${one.packageNumber}_${one.index - 1}.h`;
    const from = (one: FilePlan) =>
      one.folder === plan.folder
        ? header(one)
        : `../../${one.folder.split('/')[0]}/${one.folder.split('/')[1]}/${header(one)}`;
    const includes = headers.map((one) => `#include "${from(one)}"\n`).join('');
    if (plan.index % 2 === 1)
      return `#ifndef PART${id}_H
#define PART${id}_H
${includes}
struct shape${id} {
  int width;
  int count;
};

int area${id}(const struct shape${id} *shape);
#endif
`;
    return `#include "part${id}.h"
${includes}
int area${id}(const struct shape${id} *shape) {
  return shape->width * shape->count;
}
${lines(blocksFor(random), (at) => {
  const other = headers[at % Math.max(1, headers.length)];
  const used = other === undefined ? id : `${other.packageNumber}_${other.index - 1}`;
  return `
static int step${at}(const struct shape${used} *shape, int limit) {
  int sum = area${used}(shape);
  for (int at = 0; at < limit; at++) {
    if (at > shape->width) {
      sum += shape->count;
    }
  }
  return sum;
}
`;
})}`;
  },
};
