import type { Repository } from '../../analysis/repository.ts';
import { cResolver } from './c.ts';
import { csharpResolver } from './csharp.ts';
import { fileReferenceResolver } from './files.ts';
import { goResolver } from './go.ts';
import type { ImportResolver } from './import-resolver.ts';
import { jvmResolver } from './jvm.ts';
import { notebookResolver } from './notebooks.ts';
import { phpResolver } from './php.ts';
import { pythonResolver } from './python.ts';
import { rubyResolver } from './ruby.ts';
import { rustResolver } from './rust.ts';
import { componentResolver } from './single-file-components.ts';
import { swiftResolver } from './swift.ts';
import { typescriptResolver } from './typescript.ts';

const factories: readonly ((repository: Repository) => ImportResolver)[] = [
  typescriptResolver,
  pythonResolver,
  goResolver,
  rustResolver,
  jvmResolver,
  csharpResolver,
  cResolver,
  rubyResolver,
  phpResolver,
  swiftResolver,
  componentResolver,
  notebookResolver,
  fileReferenceResolver,
];

/**
 * The resolver of each language for one repository, by the language's id.
 * @param yieldIfDue called before each: several of them look at all files
 */
export async function importResolvers(
  repository: Repository,
  yieldIfDue: () => Promise<void> | undefined,
): Promise<ReadonlyMap<string, ImportResolver>> {
  const resolvers = new Map<string, ImportResolver>();
  for (const createResolver of factories) {
    await yieldIfDue();
    const resolver = createResolver(repository);
    for (const language of resolver.languages) resolvers.set(language, resolver);
  }
  return resolvers;
}
