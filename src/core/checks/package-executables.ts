import type { Repository } from '../analysis/repository.ts';
import { lockfileFacts } from './lockfile-facts.ts';
import { allPackageManifests } from './package-manifest.ts';
import { remember } from './repository-path.ts';

/** Executables whose names do not follow from the package's. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  typescript: ['tsc', 'tsserver'],
  '@angular/cli': ['ng'],
  '@babel/cli': ['babel', 'babel-external-helpers'],
  '@babel/node': ['babel-node'],
  '@changesets/cli': ['changeset'],
  '@nestjs/cli': ['nest'],
  '@playwright/test': ['playwright'],
  '@microsoft/api-extractor': ['api-extractor'],
  '@sveltejs/kit': ['svelte-kit'],
  '@vue/cli-service': ['vue-cli-service'],
  '@vue/cli': ['vue'],
  '@tailwindcss/cli': ['tailwindcss'],
  '@graphql-codegen/cli': ['graphql-codegen', 'graphql-code-generator'],
  '@openapitools/openapi-generator-cli': ['openapi-generator-cli'],
  '@web/test-runner': ['wtr', 'web-test-runner'],
  '@web/dev-server': ['wds'],
  '@arethetypeswrong/cli': ['attw'],
  '@size-limit/preset-small-lib': ['size-limit'],
  '@storybook/cli': ['sb', 'storybook'],
  '@manypkg/cli': ['manypkg'],
  '@stryker-mutator/core': ['stryker'],
  '@cspell/cli': ['cspell'],
  '@dotenvx/dotenvx': ['dotenvx'],
  '@rsbuild/core': ['rsbuild'],
  '@rslib/core': ['rslib'],
  '@rspack/cli': ['rspack'],
  '@typescript/native-preview': ['tsgo'],
  '@redocly/cli': ['redocly', 'openapi'],
  '@vscode/test-cli': ['vscode-test'],
  '@cyclonedx/cyclonedx-npm': ['cyclonedx-npm'],
  'npm-run-all': ['run-s', 'run-p', 'npm-run-all'],
  'npm-run-all2': ['run-s', 'run-p', 'npm-run-all', 'npm-run-all2'],
  'vue-tsc': ['vue-tsc'],
  'http-server': ['http-server', 'hs'],
  shx: ['shx'],
  'npm-check-updates': ['ncu', 'npm-check-updates'],
  coffeescript: ['coffee', 'cake'],
  sass: ['sass'],
  less: ['lessc'],
  livescript: ['lsc'],
  'uglify-js': ['uglifyjs'],
  'markdownlint-cli': ['markdownlint'],
  'markdownlint-cli2': ['markdownlint-cli2'],
  'electron-builder': ['electron-builder', 'install-app-deps'],
  '@electron-forge/cli': ['electron-forge'],
  'release-please': ['release-please'],
  'all-contributors-cli': ['all-contributors'],
  concurrently: ['concurrently', 'conc'],
  'cross-env': ['cross-env', 'cross-env-shell'],
  'node-gyp-build': ['node-gyp-build', 'node-gyp-build-test'],
  snyk: ['snyk'],
  'dependency-cruiser': [
    'depcruise',
    'depcruise-fmt',
    'depcruise-baseline',
    'dependency-cruise',
    'dependency-cruiser',
  ],
  'start-server-and-test': ['start-test', 'server-test', 'start-server-and-test'],
  'tree-sitter-cli': ['tree-sitter'],
  wireit: ['wireit'],
  'protobufjs-cli': ['pbjs', 'pbts'],
  '@bufbuild/buf': ['buf'],
  prisma: ['prisma', 'prisma2'],
};

/** Names of executables that a package brings, by what is known and by convention; its own name is one of them. */
export function executableNames(packageName: string): readonly string[] {
  const slash = packageName.indexOf('/');
  const scope = slash === -1 ? '' : packageName.slice(1, slash);
  const bare = packageName.slice(slash + 1);
  const names = [packageName, bare, bare.replace(/[-_.](cli|bin|js)$/, ''), `${bare}-cli`];
  if (bare === 'cli' || bare === 'core') names.push(scope, scope.replace(/js$/, ''));
  if (scope !== '') names.push(`${scope}-${bare}`);
  return [...(KNOWN[packageName] ?? []), ...names];
}

const memory = new WeakMap<Repository, ReadonlySet<string>>();

/** Executables that may be there once the dependencies of a repository are installed. */
export function executablesOf(repository: Repository): ReadonlySet<string> {
  return remember(memory, repository, () => {
    const names = new Set<string>();
    for (const manifest of allPackageManifests(repository)) {
      if (manifest.name !== undefined) for (const name of executableNames(manifest.name)) names.add(name);
      for (const { field } of manifest.pathEntries) if (field.startsWith('bin.')) names.add(field.slice(4));
      for (const { name } of manifest.dependencies) for (const bin of executableNames(name)) names.add(bin);
    }
    for (const bins of lockfileFacts(repository).executables.values()) for (const bin of bins) names.add(bin);
    return names;
  });
}
