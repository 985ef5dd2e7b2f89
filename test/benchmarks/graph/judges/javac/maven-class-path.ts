import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../../run-command.ts';

const dependencyPlugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

/** Maven finds no jar of a module that nobody built; what a module needs comes along with the module itself. */
function withoutOwnModules(pom: string, ownArtifacts: ReadonlySet<string>): string {
  return pom.replace(/<dependency>[\s\S]*?<\/dependency>/g, (dependency) => {
    const named = dependency.replace(/<exclusions>[\s\S]*?<\/exclusions>/, '');
    const artifact = /<artifactId>\s*([^<]*?)\s*<\/artifactId>/.exec(named)?.[1];
    return artifact !== undefined && ownArtifacts.has(artifact) ? '' : dependency;
  });
}

function artifactOf(pom: string): string | undefined {
  const own = pom.replace(/<parent>[\s\S]*?<\/parent>/, '').replace(/<!--[\s\S]*?-->/g, '');
  return /<artifactId>\s*([^<]*?)\s*<\/artifactId>/.exec(own)?.[1];
}

/**
 * Jars of all modules of the project whose root is `repository`, tests included, each once, in Maven's order; those of
 * modules that Maven could not resolve are missing. Nothing of the project is run, nothing is written into it: Maven
 * sees a copy of its project files. `files` are relative to `repository`.
 */
export async function mavenClassPath(options: {
  readonly repository: string;
  readonly files: readonly string[];
  readonly workFolder: string;
}): Promise<readonly string[]> {
  const { repository, files, workFolder } = options;
  const poms = new Map<string, string>();
  for (const file of files)
    if (/(^|\/)pom\.xml$/.test(file)) poms.set(file, readFileSync(join(repository, file), 'utf8'));
  if (!poms.has('pom.xml')) return [];
  const ownArtifacts = new Set([...poms.values()].flatMap((pom) => artifactOf(pom) ?? []));
  mkdirSync(workFolder, { recursive: true });
  const copy = mkdtempSync(join(workFolder, 'maven-project-'));
  try {
    for (const [path, pom] of poms) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), withoutOwnModules(pom, ownArtifacts));
    }
    const { stdout } = await runCommand(
      'mvn',
      [
        ...['--batch-mode', '--fail-never', '-Dstyle.color=never'],
        `-Dmaven.repo.local=${join(workFolder, 'maven-repository')}`,
        `${dependencyPlugin}:build-classpath`,
        '-Dmdep.includeScope=test',
        '-Dmdep.pathSeparator=|',
      ],
      { cwd: copy },
    );
    const lines = stdout.split(/\r?\n/);
    const announced = lines.flatMap((line, index) =>
      /Dependencies classpath:$/.test(line) ? [index + 1] : [],
    );
    const jars = announced.flatMap((index) => (lines[index] ?? '').split('|'));
    return [...new Set(jars.filter((jar) => jar !== ''))];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
