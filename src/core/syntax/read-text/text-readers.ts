import { readBuildXml, readSolution } from './build-xml.ts';
import { readDockerfile } from './dockerfile.ts';
import { readGraphql } from './graphql.ts';
import { readHtml } from './html.ts';
import { readJson } from './json.ts';
import { readMakefile } from './makefile.ts';
import { readMarkdown } from './markdown.ts';
import { readNotebook } from './notebook.ts';
import { readProtobuf } from './protobuf.ts';
import { readCss, readLess, readScss } from './styles.ts';
import type { TextFacts, TextReader } from './text-reader.ts';
import { readToml } from './toml.ts';
import { readYaml } from './yaml.ts';

/** Languages that are read without a grammar, by their key in the language registry. */
export const textReaders: Readonly<Record<string, TextReader>> = {
  css: readCss,
  dockerfile: readDockerfile,
  graphql: readGraphql,
  html: readHtml,
  json: readJson,
  less: readLess,
  makefile: readMakefile,
  markdown: readMarkdown,
  notebook: readNotebook,
  protobuf: readProtobuf,
  scss: readScss,
  solution: readSolution,
  toml: readToml,
  xml: readBuildXml,
  yaml: readYaml,
};

/** What a text in a language without a grammar defines and names; undefined for a language without a reader. */
export function readText(language: string, text: string): TextFacts | undefined {
  return Object.hasOwn(textReaders, language) ? textReaders[language]?.(text) : undefined;
}
