import type { Repository, SourceFile } from '../../analysis/repository.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import { lazily, placesAbove, toFile } from './files/file-rule.ts';
import { loadedFile, styleRules } from './files/style-files.ts';
import type { ImportResolver } from './import-resolver.ts';
import { typescriptResolver } from './typescript.ts';

/** `target` as a specifier that is relative to `file`. */
function relativeFrom({ path }: SourceFile, target: string): string {
  return `./${'../'.repeat(path.split('/').length - 1)}${target}`;
}

/**
 * Resolves imports of Vue and Svelte components: those of their scripts as TypeScript does, and their assets (`src` of
 * blocks, imports of style sheets, pictures of templates) as files, style sheets or modules. An asset that is not there
 * may be served by something else and gives nothing.
 */
export function componentResolver(repository: Repository): ImportResolver {
  const scripts = lazily(() => typescriptResolver(repository));
  const styles = lazily(() => styleRules(repository));
  const fromScript = (file: SourceFile, statement: ImportStatement) => {
    const { specifier } = statement;
    // SvelteKit makes the types of a route, and knows `src/lib` as `$lib` by a configuration that it makes, too.
    if (specifier === './$types') return [];
    if (!/^\$lib(?:\/|$)/.test(specifier)) return scripts().resolve(file, statement);
    for (const place of placesAbove(file, specifier.slice(1), ['src'])) {
      const relative = place === undefined ? undefined : relativeFrom(file, place);
      const [first] =
        relative === undefined ? [] : scripts().resolve(file, { ...statement, specifier: relative });
      if (first?.kind === 'file') return [first];
    }
    return scripts().resolve(file, statement);
  };
  return {
    languages: ['vue', 'svelte'],
    resolve: (file, statement) => {
      if (statement.kind !== 'asset') return fromScript(file, statement);
      const asStyle = () => styles()['scss']?.(file, { ...statement, kind: 'import' }) ?? [];
      for (const found of [
        () => loadedFile(repository, file, statement),
        asStyle,
        () => scripts().resolve(file, statement),
      ]) {
        const [first] = found();
        if (first?.kind === 'file') return toFile(first.path);
      }
      return [];
    },
  };
}
