import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError, type ContextMap, mapOpening } from '../../core/index.ts';

/** The built map, beside the program; sources that run as they are take it out of `dist`. */
const isSource = import.meta.url.endsWith('/src/cli/render/context-map-html.ts');
const programUrl = new URL(isSource ? '../../../dist/webview-map' : './webview-map', import.meta.url);

/**
 * The context map as one HTML page that needs nothing else: no network, no file beside it, names of files and no text of
 * theirs, and nothing of it can be changed. Its policy lets its own script and style run and nothing else, whatever the
 * paths are. The same pack gives the same bytes.
 *
 * @throws AppError `internal` where the installation lacks the built map
 */
export function contextMapHtml(map: ContextMap): string {
  const script = readProgram('.js');
  const style = readProgram('.css');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `${mapOpening}<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Context map</title>
<style>${style}</style>
</head>
<body class="standalone">
<noscript>The context map is drawn by a script, which is turned off here.</noscript>
<script type="application/json" id="context-map-data">${escapedJson(map)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that is no HTML whatever it holds: a parser of HTML looks for nothing but `<` and `&` there. */
function escapedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function hashOf(content: string): string {
  return `sha256-${process.getBuiltinModule('node:crypto').createHash('sha256').update(content).digest('base64')}`;
}

/** What would end its own element early is no program of ours. */
const endsElement = /<\/(?:script|style)|<!--/i;

function readProgram(ending: '.js' | '.css'): string {
  const path = `${fileURLToPath(programUrl)}${ending}`;
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('internal', `The installation lacks ${path}.`, { cause });
  }
  if (endsElement.test(content)) throw new AppError('internal', `${path} cannot be part of a page.`);
  // A parser of HTML reads line ends as LF, and the policy's hash is that of what it reads.
  return content.replaceAll('\r\n', '\n');
}
