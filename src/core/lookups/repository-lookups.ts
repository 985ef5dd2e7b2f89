import type { LanguageModelV4FunctionTool } from '@ai-sdk/provider';
import { z } from 'zod';
import type { Repository } from '../analysis/repository.ts';
import { messageOf } from '../base/app-error.ts';
import { textOfLines } from '../base/text-range.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { IndexStore } from '../ports/index-store.ts';
import { searchRepository } from '../search/search-repository.ts';

/** Read-only questions that a model may ask of the repository while it works. */
export interface RepositoryLookups {
  readonly tools: readonly LanguageModelV4FunctionTool[];
  /** Answers one; a bad request is answered in words, never thrown. */
  readonly run: (name: string, input: string) => string;
}

export interface LookupFacts {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  readonly index: IndexStore;
}

/** Characters that one answer may have. */
const maxAnswerLength = 12_000;

interface Lookup<Schema extends z.ZodType> {
  readonly description: string;
  readonly input: Schema;
  readonly run: (input: z.infer<Schema>, facts: LookupFacts) => string;
}

function lookup<Schema extends z.ZodType>(row: Lookup<Schema>): Lookup<Schema> {
  return row;
}

const lookupTable = {
  search: lookup({
    description: 'Finds places in the repository by words: code, documents, tests.',
    input: z.object({ query: z.string().min(1).max(500) }),
    run: ({ query }, { repository, index }) =>
      searchRepository({ repository, store: index, query, top: 8 })
        .map(({ path, startLine, endLine, symbol }) => {
          const text = textOfLines(repository.byPath.get(path)?.text ?? '', { startLine, endLine });
          return `${path}:${startLine}-${endLine} ${symbol}\n${text.split('\n').slice(0, 12).join('\n')}`;
        })
        .join('\n\n') || 'Nothing was found.',
  }),
  lines: lookup({
    description: 'Shows lines of a file, with their numbers.',
    input: z.object({
      path: z.string(),
      startLine: z.number().int().min(1),
      endLine: z.number().int().min(1),
    }),
    run: ({ path, startLine, endLine }, { repository }) => {
      const file = repository.byPath.get(path.replace(/^\.?\//, ''));
      const text = file?.text;
      if (text === undefined) return `There is no text file ${path}.`;
      if (startLine > file!.lineCount || endLine < startLine)
        return `${path} has lines 1 to ${file!.lineCount}.`;
      return textOfLines(text, { startLine, endLine: Math.min(endLine, startLine + 299) })
        .split('\n')
        .map((line, row) => `${startLine + row}\t${line}`)
        .join('\n');
    },
  }),
  definition: lookup({
    description: 'Shows where a name is defined, with the text of the definition.',
    input: z.object({ name: z.string().min(1).max(200) }),
    run: ({ name }, { repository }) =>
      repository.files
        .flatMap((file) =>
          (file.syntax?.symbols ?? [])
            .filter((symbol) => symbol.name === name)
            .map(
              (symbol) =>
                `${file.path}:${symbol.startLine}-${symbol.endLine}\n${textOfLines(file.text ?? '', symbol)}`,
            ),
        )
        .slice(0, 5)
        .join('\n\n') || `Nothing named ${name} is defined here.`,
  }),
  callers: lookup({
    description: 'Shows the lines that use a name, in all files.',
    input: z.object({
      name: z
        .string()
        .regex(/^[\p{L}_$][\p{L}\p{N}_$]*$/u)
        .max(200),
    }),
    run: ({ name }, { repository }) => {
      const pattern = new RegExp(
        `(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`,
        'u',
      );
      const rows: string[] = [];
      for (const file of repository.files) {
        if (rows.length >= 40) break;
        if (file.text?.includes(name) !== true || file.kind !== 'text') continue;
        file.text.split('\n').forEach((line, row) => {
          if (rows.length < 40 && pattern.test(line))
            rows.push(`${file.path}:${row + 1}\t${line.trim().slice(0, 200)}`);
        });
      }
      return rows.join('\n') || `Nothing uses ${name}.`;
    },
  }),
} as const;

/** The lookups over one repository. */
export function repositoryLookups(facts: LookupFacts): RepositoryLookups {
  const rows = lookupTable as Readonly<Record<string, Lookup<z.ZodType>>>;
  const tools = Object.entries(rows).map(([name, { description, input }]): LanguageModelV4FunctionTool => {
    const { $schema: _, ...inputSchema } = z.toJSONSchema(input);
    return {
      type: 'function',
      name,
      description,
      inputSchema: inputSchema as LanguageModelV4FunctionTool['inputSchema'],
    };
  });
  const run = (name: string, input: string): string => {
    const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
    if (row === undefined) return `There is no tool ${name}.`;
    try {
      const parsed = row.input.safeParse(JSON.parse(input));
      if (!parsed.success) return `Unusable input: ${z.prettifyError(parsed.error)}`;
      return row.run(parsed.data, facts).slice(0, maxAnswerLength);
    } catch (error) {
      return `Unusable input: ${messageOf(error)}`;
    }
  };
  return { tools, run };
}
