import type { Repository } from '../../analysis/repository.ts';
import { goResolver } from './go.ts';
import type { ImportResolver } from './import-resolver.ts';
import { jvmResolver } from './jvm.ts';
import { pythonResolver } from './python.ts';
import { typescriptResolver } from './typescript.ts';

const factories: readonly ((repository: Repository) => ImportResolver)[] = [
  typescriptResolver,
  pythonResolver,
  goResolver,
  jvmResolver,
];

/** The resolver of each language for one repository, by the language's id. */
export function importResolvers(repository: Repository): ReadonlyMap<string, ImportResolver> {
  const resolvers = new Map<string, ImportResolver>();
  for (const createResolver of factories) {
    const resolver = createResolver(repository);
    for (const language of resolver.languages) resolvers.set(language, resolver);
  }
  return resolvers;
}
