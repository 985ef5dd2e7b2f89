import { pick } from './secret-kind.ts';
import { key, type StructuredShape, shape, shapes, strong, twoWeak, weak } from './structured-secret.ts';

const base64Of = (text: string) => Buffer.from(text).toString('base64');

/** Files of credentials with a form of their own, by their manuals. */
export const credentialFileShapes: readonly StructuredShape[] = [
  shapes(
    'pgpass',
    '.pgpass',
    twoWeak,
    (a, b) => `# hosts\ndb.internal.net:5432:shop:shop:${a}\n*:*:*:job:${b}\n`,
  ),
  shapes(
    'netrc',
    '.netrc',
    twoWeak,
    (a, b) =>
      `machine git.internal.net\n  login deploy\n  password ${a}\nmachine ftp.internal.net login deploy password ${b}\n`,
  ),
  shape('netrc', '_netrc', weak, (p) => `default login anonymous password ${p}\n`),
  shape(
    'npmrc',
    '.npmrc',
    (v) => base64Of(`deploy:${v.password()}`),
    (p) => `registry=https://npm.internal.net/\n_auth=${p}\n`,
  ),
  shape('npmrc', '.npmrc', key, (p) => `//npm.internal.net/:_authToken=${p}\n`),
  shape(
    'npmrc',
    '.npmrc',
    (v) => base64Of(v.weak()),
    (p) => `//npm.internal.net/:username=deploy\n//npm.internal.net/:_password=${p}\n`,
  ),
  shape(
    'npmrc',
    '.npmrc',
    (v) => base64Of(`deploy:${v.weak()}`),
    (p) => `//npm.internal.net/:_auth="${p}"\n`,
  ),
  shape(
    'yarnrc',
    '.yarnrc.yml',
    key,
    (p) => `npmRegistries:\n  "//npm.internal.net":\n    npmAuthToken: "${p}"\n`,
  ),
  shape('yarnrc', '.yarnrc.yml', weak, (p) => `npmScopes:\n  shop:\n    npmAuthIdent: "deploy:${p}"\n`),
  shape(
    'pypirc',
    '.pypirc',
    weak,
    (p) =>
      `[distutils]\nindex-servers = internal\n\n[internal]\nrepository = https://pypi.internal.net\nusername = deploy\npassword = ${p}\n`,
  ),
  shape(
    'docker-config',
    '.docker/config.json',
    (v) => base64Of(`deploy:${v.weak()}`),
    (p) => `{\n  "auths": {\n    "registry.internal.net": {\n      "auth": "${p}"\n    }\n  }\n}\n`,
  ),
  shape(
    'docker-config',
    '.dockerconfigjson',
    (v) => base64Of(`deploy:${v.password()}`),
    (p) => `{"auths":{"registry.internal.net":{"username":"deploy","auth":"${p}"}}}\n`,
  ),
  shape(
    'docker-config',
    'config.json',
    key,
    (p) => `{"auths":{"registry.internal.net":{"identitytoken":"${p}"}}}\n`,
  ),
  shape(
    'htpasswd',
    '.htpasswd',
    (v) => `$2y$10$${pick(v.random, 'base62', 53)}`,
    (p) => `deploy:${p}\n`,
  ),
  shape(
    'htpasswd',
    'nginx/htpasswd',
    (v) => `$apr1$${pick(v.random, 'base62', 8)}$${pick(v.random, 'base62', 22)}`,
    (p) => `# users\ndeploy:${p}\n`,
  ),
  shape(
    'htpasswd',
    'conf/users.htpasswd',
    (v) => `{SHA}${pick(v.random, 'base64', 27)}=`,
    (p) => `deploy:${p}\n`,
  ),
  shape(
    'shadow',
    'image/etc/shadow',
    (v) => `$6$${pick(v.random, 'base62', 16)}$${pick(v.random, 'base62', 86)}`,
    (p) => `root:*:19700:0:99999:7:::\ndeploy:${p}:19700:0:99999:7:::\n`,
  ),
  shape('my-cnf', '.my.cnf', weak, (p) => `[client]\nuser = shop\npassword = "${p}"\n`),
  shape('my-cnf', 'mysql/my.cnf', weak, (p) => `[mysqldump]\nuser=shop\npassword=${p}\n`),
  shapes(
    'git-credentials',
    '.git-credentials',
    (v) => [v.weak(), v.key().replaceAll(/[+/=]/g, 'x')],
    (a, b) => `https://deploy:${a}@git.internal.net\nhttps://robot:${b}@git.internal.org\n`,
  ),
  shapes(
    'aws-credentials',
    '.aws/credentials',
    (v) => [v.base64(30)],
    (s) => `[default]\naws_access_key_id = AKIA${'Q7RSTUVWZ2345XYK'}\naws_secret_access_key = ${s}\n`,
  ),
  shapes(
    'aws-credentials',
    'credentials',
    (v) => [v.base64(30), v.base64(150)],
    (s, t) => `[prod]\naws_secret_access_key=${s}\naws_session_token=${t}\n`,
  ),
  shape(
    's3cfg',
    '.s3cfg',
    (v) => v.base64(30),
    (p) => `[default]\naccess_key = shop\nsecret_key = ${p}\n`,
  ),
  shape(
    's3cfg',
    '.boto',
    (v) => v.base64(30),
    (p) => `[Credentials]\ngs_access_key_id = GOOG\ngs_secret_access_key = ${p}\n`,
  ),
  shape(
    'composer-auth',
    'auth.json',
    weak,
    (p) =>
      `{\n    "http-basic": {\n        "repo.internal.net": { "username": "deploy", "password": "${p}" }\n    }\n}\n`,
  ),
  shape('composer-auth', 'auth.json', key, (p) => `{"bearer": {"repo.internal.net": "${p}"}}\n`),
  shape(
    'gradle',
    'gradle.properties',
    weak,
    (p) => `mavenUser=deploy\nmavenPassword=${p}\norg.gradle.daemon=true\n`,
  ),
  shape(
    'gradle',
    'gradle.properties',
    weak,
    (p) => `signing.keyId=24875D73\nsigning.password=${p}\nstorePassword=${p}\n`,
  ),
  shape(
    'sbt',
    '.sbt/.credentials',
    weak,
    (p) => `realm=Internal\nhost=repo.internal.net\nuser=deploy\npassword=${p}\n`,
  ),
  shape('cargo', '.cargo/credentials.toml', key, (p) => `[registries.internal]\ntoken = "Bearer ${p}"\n`),
  shape('bundle', '.bundle/config', weak, (p) => `---\nBUNDLE_GEMS__INTERNAL__NET: "deploy:${p}"\n`),
  shape(
    'wireguard',
    'wg0.conf',
    (v) => v.base64(32),
    (p) => `[Interface]\nPrivateKey = ${p}\nAddress = 10.0.0.2/24\n`,
  ),
  shape('wifi', 'wpa_supplicant.conf', weak, (p) => `network={\n    ssid="shop"\n    psk="${p}"\n}\n`),
  shape('wifi', 'shop.nmconnection', weak, (p) => `[wifi-security]\nkey-mgmt=wpa-psk\npsk=${p}\n`),
  shape('cifs', '.smbcredentials', weak, (p) => `username=shop\npassword=${p}\ndomain=INTERNAL\n`),
  shape(
    'filezilla',
    'sitemanager.xml',
    (v) => base64Of(v.weak()),
    (p) =>
      `<Server>\n  <Host>ftp.internal.net</Host>\n  <User>shop</User>\n  <Pass encoding="base64">${p}</Pass>\n</Server>\n`,
  ),
  shape(
    'vnc',
    'desk.vnc',
    (v) => v.hex(16),
    (p) => `[Connection]\nHost=desk.internal.net\nPassword=${p}\n`,
  ),
  shape('kubeconfig', '.kube/config', key, (p) => `users:\n- name: deploy\n  user:\n    token: ${p}\n`),
  shape(
    'kubeconfig',
    'kubeconfig.yaml',
    weak,
    (p) => `users:\n- name: deploy\n  user:\n    username: deploy\n    password: ${p}\n`,
  ),
  shapes(
    'table',
    'docs/accounts.md',
    (v) => [v.password(), v.password()],
    (a, b) =>
      `# Accounts\n\n| User | Password | Role |\n|------|----------|------|\n| deploy | ${a} | admin |\n| job | \`${b}\` | reader |\n\nEnd.\n`,
  ),
  shapes(
    'table',
    'docs/accounts.csv',
    twoWeak,
    (a, b) => `user,password,role\ndeploy,${a},admin\njob,"${b}",reader\n`,
  ),
  shapes(
    'table',
    'docs/accounts.tsv',
    twoWeak,
    (a, b) => `user\trole\tpasswd\ndeploy\tadmin\t${a}\njob\treader\t${b}\n`,
  ),
  shapes(
    'table',
    'docs/accounts.csv',
    twoWeak,
    (a, b) =>
      `"Name";"Url";"Login";"Passwort"\n"Shop";"https://shop.internal.net";"deploy";"${a}"\n"Job";"";"job";"${b}"\n`,
  ),
  shapes(
    'table',
    'docs/handover.xlsx',
    (v) => [v.password(), v.key()],
    (a, b) =>
      `## Sheet Accounts\n\n| System | Password | API key |\n| --- | --- | --- |\n| shop | ${a} | ${b} |\n`,
  ),
  shapes(
    'document',
    'docs/handover.docx',
    (v) => [v.password(), v.password()],
    (a, b) => `## Accounts\n\nUser: deploy\nPassword: ${a}\n\nThe password is ${b}\n`,
  ),
  shape('document', 'docs/handover.pdf', strong, (p) => `# Page 2\n\nLogin: deploy / Password: ${p}\n`),
];
