import { extensionOf, fileNameOf } from '../../base/path-text.ts';
import type { TextStyle } from './secret-value.ts';
import { textStyleOf } from './text-style.ts';

/** What a file's path says of the values in it. */
export interface FileContext {
  readonly path: string;
  readonly style: TextStyle;
  /**
   * Whether the file is read by a program that runs: settings, scripts, statements of SQL; not a test, an example, a
   * document, a translation. A password there is a secret even if it is a plain word.
   */
  readonly isDeployed: boolean;
  /** Whether it is a test, an example or a translation, whose passwords are made up. */
  readonly isExample: boolean;
  /** Whether it is a script for a shell, in which `name: word` is a message. */
  readonly isScript: boolean;
}

const deployed = new Set(
  '.json .json5 .jsonc .xml .tf .tofu .hcl .nomad .sql .psql .ddl .http .rest .csv .tsv .plist .mobileconfig .reg .rdp .vnc .acl .nmconnection .desktop .bicep .kdl .ftpconfig .xlsx .ods .mk'.split(
    ' ',
  ),
);
const scripts = new Set('.sh .bash .zsh .fish .ps1 .bat .cmd .mk'.split(' '));
const scriptNames = /^(?:makefile|procfile|jenkinsfile|vagrantfile|justfile)$/i;

/** Names of files whose content is credentials and nothing else. */
const credentialNames =
  /^(?:[._]netrc|\.pgpass|pgpass\.conf|\.git-credentials|\.?credentials|\.smbcredentials|\.mylogin\.cnf|\.htpasswd|htpasswd|auth\.json|wp-config\.php|LocalSettings\.php|configuration\.php|(?:local_)?settings\.py|\.dockercfg|\.dockerconfigjson|\.s3cfg|\.boto|\.credentials)$/i;

/** Folders and parts of names of documents. */
const documentation = /(?:^|[/._-])(?:docs?(?:_src)?|documentation|readme)(?:[/._-]|$)/i;

/** Folders and parts of names of tests, examples and translations. */
const example =
  /(?:^|[/._-])(?:tests?|testing|specs?|__tests__|testdata|test[_-]?suites?|fixtures?|mocks?|examples?|samples?|demos?|e2e|bench(?:marks?)?|playgrounds?|tutorials?|snippets?|locales?|i18n|l10n|lang|langs|languages|translations?|nls|messages|schemas?|openapi|swagger|typings|integration)(?:[/._-]|$)|(?:Tests?|Spec)[/.]|\.(?:example|sample|template|tpl|tmpl|dist|default|j2|erb|in)$|(?:^|\/)res\/values|(?:^|\/)strings\.xml$|(?:^|\/)(?:package|tsconfig|composer)[^/]*\.json$|(?:^|\/)(?:ar|bg|bn|ca|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|id|it|ja|ko|lt|lv|ms|nb|nl|nn|pl|pt|ro|ru|sk|sl|sr|sv|th|tr|uk|ur|vi|zh)(?:[_-][A-Za-z]{2,4})?\.(?:json|ya?ml|properties|xml)$/i;

/** What `path` says; the rarer questions are answered when they are asked, which for most files is never. */
export function fileContextOf(path: string): FileContext {
  const style = textStyleOf(path);
  const extension = extensionOf(path);
  let isExample: boolean | undefined;
  let isDeployed: boolean | undefined;
  const isScript = () => scripts.has(extension) || scriptNames.test(fileNameOf(path));
  const isRead = () =>
    style === 'settings' || deployed.has(extension) || credentialNames.test(fileNameOf(path)) || isScript();
  return {
    path,
    style,
    get isScript() {
      return isScript();
    },
    get isExample() {
      isExample ??= example.test(path);
      return isExample;
    },
    get isDeployed() {
      isDeployed ??= isRead() && !this.isExample && !documentation.test(path);
      return isDeployed;
    },
  };
}
