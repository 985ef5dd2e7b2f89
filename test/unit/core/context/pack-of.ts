import type { Repository } from '../../../../src/core/analysis/repository.ts';
import { describeRepository } from '../../../../src/core/context/describe-repository.ts';
import { orderFiles } from '../../../../src/core/context/order-files.ts';
import type { PackFormat } from '../../../../src/core/context/pack-format.ts';
import { type PackedContext, packRepository } from '../../../../src/core/context/pack-repository.ts';
import type { PackWishes } from '../../../../src/core/context/pack-wishes.ts';
import { valueFiles } from '../../../../src/core/context/value-files.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import type { ModuleOrder } from '../../../../src/core/settings/settings-table.ts';
import { type TokenizerFamily, tokenCounterOf } from '../../../../src/core/tokens/model-token-counter.ts';

export interface PackOfOptions {
  readonly budget: number;
  readonly format?: PackFormat;
  readonly order?: ModuleOrder;
  readonly family?: TokenizerFamily;
  readonly wanted?: readonly string[];
  readonly wishes?: PackWishes;
}

/** A pack as the engine makes it, without history. */
export async function packOf(
  repository: Repository,
  {
    budget,
    format = 'xml',
    order = 'dependencies-first',
    family = 'openai',
    wanted,
    wishes = {},
  }: PackOfOptions,
): Promise<PackedContext> {
  const graph = await buildDependencyGraph(repository);
  const history = summarizeHistory([]);
  return packRepository({
    repository,
    order: orderFiles(order, { graph, history }),
    values: valueFiles({ repository, graph, history }),
    wishes:
      wanted === undefined
        ? wishes
        : { ...wishes, wanted: { paths: new Set(wanted), reason: 'changed since v1' } },
    budget,
    counter: tokenCounterOf(family),
    format,
    overview: describeRepository(repository, graph),
  });
}

export interface UnpackedFile {
  readonly path: string;
  readonly resolution: string;
  readonly lines: number;
  readonly content: string;
}

/**
 * Takes an XML pack apart as its own words say: each element begins on a line of its own and ends at the first closing
 * tag of its name. Throws where anything else stands at the top.
 */
export function unpackXml(text: string): { readonly files: UnpackedFile[]; readonly notShown: string[] } {
  const files: UnpackedFile[] = [];
  let notShown: string[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = at;
    const match = sticky.exec(text);
    if (match !== null) at = sticky.lastIndex;
    return match ?? undefined;
  };
  if (!take(/<pack>\n<how-to-read>\n[^<]*<\/how-to-read>\n(?:<overview>\n(?:[^<>\n]+\n)*<\/overview>\n)?/))
    throw new Error('The pack begins with something else.');
  for (;;) {
    if (take(/<picture(?: [a-z]+="[^"\n]*")+\/>\n/)) continue;
    const read = take(/<(picture(?:-\d+)?)(?: [a-z]+="[^"\n]*")+ shown-as="text">\n/);
    if (read !== undefined) {
      const closing = `</${read[1]}>\n`;
      at = text.indexOf(closing, at) + closing.length;
      continue;
    }
    const open = take(
      /<(file(?:-\d+)?) path="([^"\n]*)" resolution="(\w+)" lines="(\d+)"( last-line-end="none")?>\n/,
    );
    if (open === undefined) break;
    const [, name = '', path = '', resolution = '', lines = '', unended] = open;
    const end = text.indexOf(`</${name}>`, at);
    const content = text.slice(at, unended === undefined ? end : end - 1);
    at = end;
    if (!take(new RegExp(`</${name}>\n`))) throw new Error(`${path} does not end on a line of its own.`);
    files.push({ path: unescapeXml(path), resolution, lines: Number(lines), content });
  }
  const listing = take(/<not-shown>\n((?:- [^<>\n]*\n)*)<\/not-shown>\n/);
  if (listing !== undefined)
    notShown = (listing[1] ?? '')
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => unescapeXml(row.slice(2)));
  if (!take(/<\/pack>\n/) || at !== text.length)
    throw new Error(`Something else stands at ${at}: ${text.slice(at, at + 80)}`);
  return { files, notShown };
}

export function unescapeXml(value: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return value.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (entities[name] ?? '') : String.fromCharCode(Number(code)),
  );
}
