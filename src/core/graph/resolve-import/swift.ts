import type { Repository, SourceFile } from '../../analysis/repository.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportResolver, ResolvedImport } from './import-resolver.ts';
import { nearestOf } from './nearest-path.ts';
import { swiftModulesOf } from './swift-modules.ts';
import { swiftSystemModules } from './swift-system-modules.ts';

const everything = { local: '*', imported: '*' } as const;

/**
 * Resolves imports of Swift to the modules of the repository: a target of the own package before one of another package,
 * of several the nearest. All files of a module see each other without an import; an import makes a module's names visible,
 * and the module's own name stands before them where they are qualified.
 */
export function swiftResolver(repository: Repository): ImportResolver {
  const { moduleOf, byName } = swiftModulesOf(repository);

  const resolve = (file: SourceFile, { specifier }: ImportStatement): readonly ResolvedImport[] => {
    const [name = '', ...members] = specifier.replace(/\s/g, '').split('.');
    const own = moduleOf(file.path);
    const modules = (byName.get(name) ?? []).filter((module) => module !== own);
    const near = modules.filter(({ root }) => root === own.root);
    const folder = nearestOf(
      (near.length > 0 ? near : modules).map((module) => `${module.folder}/`),
      file.path,
    );
    const module = modules.find((each) => `${each.folder}/` === folder);
    if (module === undefined)
      return [{ kind: 'external', package: name, builtin: swiftSystemModules.has(name) }];
    return [
      {
        kind: 'package',
        package: module.key,
        names: members.length === 0 ? ['*'] : [members.join('.')],
        bindings: [everything, { local: name, imported: '*' }],
      },
    ];
  };
  return { languages: ['swift'], resolve, packageOf: (file) => moduleOf(file.path).key };
}
