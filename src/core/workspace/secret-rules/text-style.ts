import { extensionOf, fileNameOf } from '../../base/path-text.ts';
import type { TextStyle } from './secret-value.ts';

const settings = new Set(
  '.yaml .yml .properties .ini .cfg .conf .toml .env .tfvars .config .cnf .service .netrc .pgpass .npmrc .pypirc .sh .bash .zsh .fish .ps1 .bat .cmd .dockerfile .envrc .http .rest .acl .nmconnection .rdp .vnc .reg .s3cfg .boto .smbcredentials .mobileconfig .plist .psk .credentials'.split(
    ' ',
  ),
);
const documents = new Set(
  '.md .mdx .markdown .rst .adoc .txt .log .csv .tsv .pdf .docx .pptx .xlsx .odt .ods .odp .html .htm .xml .ipynb .out .eml .org'.split(
    ' ',
  ),
);
const settingNames =
  /^(?:dockerfile.*|containerfile|.*\.env|\.env.*|\.netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.my\.cnf|\.?credentials|\.s3cfg|\.boto|\.smbcredentials|\.git-credentials|\.condarc|\.wgetrc|\.curlrc|hosts|inventory|config|makefile|procfile|jenkinsfile|vagrantfile)$/i;

/** How a file writes values, by its name: settings one a line, documents between words, code in quotes alone. */
export function textStyleOf(path: string): TextStyle {
  const extension = extensionOf(path);
  if (settings.has(extension) || settingNames.test(fileNameOf(path))) return 'settings';
  return documents.has(extension) || extension === '' ? 'document' : 'code';
}
