/** What is planted: a value, how the provider's documentation calls it (snake_case), and the part that must not survive. */
export interface PlantedValue {
  readonly name: string;
  readonly value: string;
}

/** A file that carries a planted value. */
export interface CarrierFile {
  readonly path: string;
  readonly text: string;
}

type Carrier = (planted: PlantedValue) => CarrierFile;

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string) => camel(`_${name}`);
const words = (name: string) => name.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());
const upper = (name: string) => name.toUpperCase();

const carrier =
  (path: string, write: (name: string, value: string) => string): Carrier =>
  ({ name, value }) => ({ path, text: write(name, value) });

/** Source code, with a literal. */
export const codeCarriers: readonly Carrier[] = [
  carrier(
    'src/connect.ts',
    (n, v) => `export const client = connect({\n  ${camel(n)}: '${v}',\n  retries: 3,\n});\n`,
  ),
  carrier('app/settings.py', (n, v) => `import os\n\n${upper(n)} = "${v}"\nDEBUG = False\n`),
  carrier(
    'cmd/main.go',
    (n, v) => `package main\n\nfunc main() {\n\t${camel(n)} := "${v}"\n\trun(${camel(n)})\n}\n`,
  ),
  carrier(
    'src/Client.java',
    (n, v) => `class Client {\n    private static final String ${upper(n)} = "${v}";\n}\n`,
  ),
  carrier(
    'config/initializers/client.rb',
    (n, v) => `Client.configure do |config|\n  config.${n} = '${v}'\nend\n`,
  ),
  carrier(
    'config/services.php',
    (n, v) => `<?php\nreturn [\n    '${n}' => '${v}',\n    'timeout' => 3,\n];\n`,
  ),
  carrier('src/main.rs', (n, v) => `const ${upper(n)}: &str = "${v}";\n\nfn main() {}\n`),
  carrier(
    'src/Client.cs',
    (n, v) => `public class Client\n{\n    private string ${pascal(n)} = "${v}";\n}\n`,
  ),
  carrier('src/client.kt', (n, v) => `val ${camel(n)} = "${v}"\n`),
  carrier('src/Client.swift', (n, v) => `let ${camel(n)}: String = "${v}"\n`),
];

/** Settings, scripts, documents and logs. */
export const settingCarriers: readonly Carrier[] = [
  carrier('config/app.yaml', (n, v) => `server:\n  port: 8080\nclient:\n  ${n}: ${v}\n  retries: 3\n`),
  carrier('config/app.yml', (n, v) => `client:\n  ${camel(n)}: "${v}" # rotate\n`),
  carrier(
    'docker-compose.yml',
    (n, v) => `services:\n  web:\n    environment:\n      - ${upper(n)}=${v}\n      - PORT=80\n`,
  ),
  carrier(
    'deploy/web.yaml',
    (n, v) =>
      `        env:\n        - name: ${upper(n)}\n          value: ${v}\n        - name: PORT\n          value: "80"\n`,
  ),
  carrier(
    'task.json',
    (n, v) => `{\n  "environment": [\n    { "name": "${upper(n)}", "value": "${v}" }\n  ]\n}\n`,
  ),
  carrier(
    'appsettings.json',
    (n, v) => `{\n  "Client": {\n    "${pascal(n)}": "${v}",\n    "Retries": 3\n  }\n}\n`,
  ),
  carrier('deploy.sh', (n, v) => `#!/bin/sh\nset -e\nexport ${upper(n)}='${v}'\n./run\n`),
  carrier('Dockerfile', (n, v) => `FROM debian\nENV ${upper(n)}="${v}"\nCMD ["run"]\n`),
  carrier(
    'src/main/resources/application.properties',
    (n, v) => `server.port=8080\nclient.${n.replaceAll('_', '-')}=${v}\n`,
  ),
  carrier('client.ini', (n, v) => `[client]\n${n} = ${v}\nretries = 3\n`),
  carrier('settings.toml', (n, v) => `[client]\n${n} = "${v}"\n`),
  carrier('main.tf', (n, v) => `provider "shop" {\n  ${n} = "${v}"\n}\n`),
  carrier(
    'App.config',
    (n, v) =>
      `<appSettings>\n  <add key="${pascal(n)}" value="${v.replaceAll('&', '&amp;')}" />\n</appSettings>\n`,
  ),
  carrier('.env', (n, v) => `PORT=80\n${upper(n)}=${v}\n`),
  carrier('README.md', (n, v) => `## Set up\n\n\`\`\`sh\nexport ${upper(n)}="${v}"\nmake run\n\`\`\`\n`),
  carrier('logs/run.log', (n, v) => `2026-01-02T03:04:05Z INFO start ${upper(n)}=${v} port=80\n`),
  carrier(
    '.github/workflows/ci.yml',
    (n, v) => `    steps:\n      - run: make deploy\n        env:\n          ${upper(n)}: ${v}\n`,
  ),
];

/** The text of a document, as it comes out of a PDF or an Office file. */
export const documentCarriers: readonly Carrier[] = [
  carrier(
    'docs/handover.pdf',
    (n, v) => `# Page 3\n\nAccess for operations\n${words(n)}: ${v}\nAsk the team lead before a change.\n`,
  ),
  carrier(
    'docs/handover.docx',
    (n, v) => `## Accounts\n\nThe job needs its settings:\n\n${upper(n)} = ${v}\n\nKeep it safe.\n`,
  ),
  carrier(
    'docs/accounts.xlsx',
    (n, v) => `## Sheet Accounts\n\n| Name | Value |\n| --- | --- |\n| ${upper(n)} | ${v} |\n| PORT | 80 |\n`,
  ),
];

const notebook = (cells: readonly object[]): CarrierFile => ({
  path: 'analysis/report.ipynb',
  text: `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`,
});

const asLines = (text: string) => text.split(/(?<=\n)/);

const cell = (text: string) => ({ cell_type: 'code', metadata: {}, source: asLines(text), outputs: [] });

/** Notebooks: in a cell's source, in its output, in a cell that is one string. */
export const notebookCarriers: readonly Carrier[] = [
  ({ name, value }) => notebook([cell(`import shop\n\n${name} = "${value}"\nshop.connect(${name})`)]),
  ({ name, value }) =>
    notebook([
      {
        ...cell('!env | sort'),
        outputs: [
          {
            output_type: 'stream',
            name: 'stdout',
            text: asLines(`PORT=80\n${upper(name)}=${value}\nPWD=/home\n`),
          },
        ],
      },
    ]),
  ({ name, value }) =>
    notebook([
      { cell_type: 'code', metadata: {}, source: `# set up\n${name} = '${value}'\nrun()\n`, outputs: [] },
    ]),
];

/** A private key in a text of its own, indented, escaped, split over literals. */
export const privateKeyCarriers: readonly ((key: string) => CarrierFile)[] = [
  (key) => ({ path: 'deploy/id_key', text: `${key}\n` }),
  (key) => ({
    path: 'deploy/secret.yaml',
    text: `stringData:\n  key: |\n${key.replaceAll(/^/gm, '    ')}\nkind: Secret\n`,
  }),
  (key) => ({
    path: 'account.json',
    text: `${JSON.stringify({ type: 'service_account', private_key: `${key}\n` }, null, 2)}\n`,
  }),
  (key) => ({
    path: 'windows.json',
    text: `${JSON.stringify({ private_key: `${key}\n`.replaceAll('\n', '\r\n') })}\n`,
  }),
  (key) => ({ path: '.env', text: `PORT=80\nKEY="${key.replaceAll('\n', '\\n')}"\n` }),
  (key) => ({
    path: 'src/key.js',
    text: `const key = ${asLines(key)
      .map((line) => JSON.stringify(line))
      .join(' +\n  ')};\n`,
  }),
  (key) => ({
    path: 'src/Key.java',
    text: `class Key {\n  String key = ${key
      .split('\n')
      .map((line) => JSON.stringify(line))
      .join('\n      + ')};\n}\n`,
  }),
  (key) => ({ path: 'src/key.py', text: `KEY = """${key}\n"""\n` }),
  (key) => notebook([cell(`key = """${key}\n"""\nrun(key)`)]),
  (key) =>
    notebook([
      {
        ...cell('!cat key'),
        outputs: [{ output_type: 'stream', name: 'stdout', text: asLines(`${key}\n`) }],
      },
    ]),
  (key) => ({
    path: 'docs/handover.pdf',
    text: `# Page 7\n\nThe key of the jump host:\n${key}\n\n# Page 8\n`,
  }),
  (key) => ({
    path: 'deploy/key.yaml',
    text: `data:\n  tls.key: ${Buffer.from(`${key}\n`).toString('base64')}\nkind: Secret\n`,
  }),
];

/** What a request says of who sends it. */
export const headerCarriers: readonly ((token: string) => CarrierFile)[] = [
  (token) => ({
    path: 'call.sh',
    text: `curl -H "Authorization: Bearer ${token}" https://api.shop.internal/orders\n`,
  }),
  (token) => ({
    path: 'logs/requests.log',
    text: `> GET /orders\n> Authorization: Bearer ${token}\n> Accept: */*\n`,
  }),
  (token) => ({
    path: 'src/call.ts',
    text: `await fetch(url, { headers: { Authorization: 'Bearer ${token}' } });\n`,
  }),
  (token) => ({ path: 'src/call.py', text: `headers = {"Authorization": "Bearer ${token}"}\n` }),
  (token) => ({ path: 'orders.http', text: `GET /orders\nX-Api-Key: ${token}\n` }),
  (token) => ({ path: 'run.sh', text: `curl -u deploy:${token} https://registry.shop.internal/v2/\n` }),
  (token) => ({ path: '.netrc', text: `machine registry.shop.internal\nlogin deploy\npassword ${token}\n` }),
  (token) => ({ path: '.npmrc', text: `//registry.shop.internal/:_authToken=${token}\n` }),
];
