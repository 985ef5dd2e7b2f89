import type { Repository } from '../../analysis/repository.ts';
import { lazily } from './files/file-rule.ts';
import { pageRules } from './files/page-files.ts';
import type { ImportResolver } from './import-resolver.ts';
import { pythonResolver } from './python.ts';

/** Resolves what notebooks name: imports of their code as Python does, links of their texts as in a document. */
export function notebookResolver(repository: Repository): ImportResolver {
  const code = lazily(() => pythonResolver(repository));
  const texts = lazily(() => pageRules(repository)['markdown']);
  return {
    languages: ['notebook'],
    resolve: (file, statement) =>
      statement.kind === 'link' ? (texts()?.(file, statement) ?? []) : code().resolve(file, statement),
  };
}
