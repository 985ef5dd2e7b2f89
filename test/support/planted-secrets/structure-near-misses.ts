import { base64Bytes, pick } from './secret-kind.ts';
import type { NearMiss } from './word-near-misses.ts';

/** The syntax of a secret around something that is none: what stays in settings, scripts, statements and tables. */
export function structureNearMisses(r: () => number): readonly NearMiss[] {
  const variable = (name: string) => `$${`{${name}}`}`;
  return [
    [
      'a variable of .env over several lines',
      '.env',
      `NAME="a shop\nwith two lines"\nPORT=8080\nTZ=Europe/Berlin\nHOST=db.internal.net\n`,
    ],
    [
      'a block of text in YAML',
      'config/app.yaml',
      'help:\n  password_hint: |\n    Between 8 and 64 characters.\n  password_policy: >-\n    min12\n  description: |\n    The password is kept in the vault.\n',
    ],
    [
      'an encrypted value of Ansible',
      'group_vars/all.yml',
      `db_password: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n          ${pick(r, 'digits', 80)}\n          ${pick(r, 'digits', 80)}\nport: 5432\n`,
    ],
    [
      'a reference of Ansible',
      'roles/db/tasks/main.yml',
      '- mysql_user:\n    name: shop\n    password: "{{ db_password }}"\n    login_password: "{{ lookup(\'env\', \'DB_PASSWORD\') }}"\n',
    ],
    [
      'a schema',
      'api/openapi.yaml',
      'components:\n  schemas:\n    Login:\n      properties:\n        password:\n          type: string\n          format: password\n          minLength: 12\n        passwords:\n          type: array\n',
    ],
    [
      'a schema in JSON',
      'login.json',
      '{ "properties": { "password": { "type": "string" }, "token": { "type": "string" } }, "required": ["password", "token"], "passwords": ["string"] }\n',
    ],
    [
      'lists of names',
      'config/app.yaml',
      'secrets:\n  - db-password\n  - registry-credentials\npassword_fields: [password, password_confirmation]\ntokens:\n  - name: first\n',
    ],
    [
      'a default that everybody has',
      'docker-compose.yml',
      'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_USER: shop\n      POSTGRES_PASSWORD: postgres\n      MYSQL_ROOT_PASSWORD: root\n      ADMIN_PASSWORD: admin123\n      REDIS_PASSWORD: changeme\n      SECRET: secret\n      SHOP_PASSWORD: shop\n',
    ],
    [
      'the name of the product as its password',
      'deploy/nextcloud.yaml',
      'environment:\n  - MYSQL_DATABASE=nextcloud\n  - MYSQL_USER=nextcloud\n  - MYSQL_PASSWORD=nextcloud\n',
    ],
    [
      'variables of compose',
      'docker-compose.yml',
      `services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${variable('DB_PASSWORD')}\n      OTHER_PASSWORD: ${variable('DB_PASSWORD:?must be set')}\n      PASSWORD_FILE: /run/secrets/db_password\n`,
    ],
    [
      'functions of a chart',
      'templates/secret.yaml',
      'apiVersion: v1\nkind: Secret\ndata:\n  password: {{ .Values.auth.password | b64enc | quote }}\n  admin-password: {{ include "common.passwords" (dict "key" "admin-password" "length" 10 "providedValues" (list "auth.password")) }}\nstringData:\n  url: {{ printf "postgres://%s" .Values.url }}\n',
    ],
    [
      'values of a chart that are names',
      'values.yaml',
      'auth:\n  existingSecret: shop-database\n  existingSecretPasswordKey: "db-root-password"\n  ## Ignored if a password is provided\n  password: ""\n  passwordUpdateJob: enabled\n',
    ],
    [
      'a Secret without values',
      'deploy/secret.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\n  annotations:\n    kubernetes.io/service-account.name: builder-robot\ntype: kubernetes.io/service-account-token\n',
    ],
    [
      'a ConfigMap',
      'deploy/config.yaml',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  mode: marmalade\n  key: ${base64Bytes(r, 24)}\n`,
    ],
    [
      'a variable of Terraform',
      'variables.tf',
      'variable "db_password" {\n  type      = string\n  sensitive = true\n}\n\nvariable "region" {\n  default = "eu-central-1"\n}\n\nvariable "password_policy" {\n  default = "marmalade"\n}\n\nvariable "admin_password" {\n  default = ""\n}\n',
    ],
    [
      'a label of a property list',
      'ios/Login.plist',
      '<dict>\n<key>Title</key>\n<string>Password</string>\n<key>PasswordRules</key>\n<string>minlength: 20</string>\n<key>Password</key>\n<string>$(DB_PASSWORD)</string>\n</dict>\n',
    ],
    [
      'text of a form',
      'app/src/main/res/values/strings.xml',
      '<resources>\n  <string name="password">Kennwort</string>\n  <string name="password_hint">Mindestens acht</string>\n</resources>\n',
    ],
    [
      'translations',
      'src/i18n/messages_de.properties',
      'login.password=Kennwort\nlogin.password.repeat=Wiederholen\ntoken=Zeichen\n',
    ],
    [
      'settings of Maven',
      'settings.xml',
      `<server>\n  <password>${variable('env.REPO_PASSWORD')}</password>\n  <passphrase>${variable('gpg.pass')}</passphrase>\n</server>\n`,
    ],
    [
      'web.config without a password',
      'web.config',
      '<appSettings>\n  <add key="PasswordMinLength" value="12" />\n  <add key="PasswordFormat" value="Hashed" />\n</appSettings>\n<add name="Shop" connectionString="Server=.;Integrated Security=true;Password=#{DbPassword}#;" />\n',
    ],
    [
      'a table of settings',
      'README.md',
      '| Name | Type | Password | Description |\n| --- | --- | --- | --- |\n| `user` | string | required | The password of the user |\n| `token` | string | optional | See above |\n',
    ],
    [
      'a table of a form',
      'data/fields.csv',
      'field,label,password\nname,Name,false\npw,Password,true\nold,Old,no\n',
    ],
    ['a table of counts', 'data/counts.csv', 'language,tokens,passwords\nde,1200,12\nen,3400,40\n'],
    [
      'options of a command that is documented',
      'docs/cli.md',
      '    --password string    Password of the registry\n    --password-stdin     Take the password from stdin\n    --token TOKEN        The token\n    -p, --password       prompts for a password\nRun `shopctl login --user me --password <password>`.\n',
    ],
    [
      'options in a script',
      'deploy.sh',
      '#!/bin/sh\nshopctl login --password "$PASSWORD" --token $TOKEN\nmysql -u root -p shop\nmysql -u root -p"$MYSQL_PWD" shop\nmysqldump --port=3306 -P 3307 shop\necho "$TOKEN" | docker login -u me --password-stdin registry.internal.net\ncurl -u "$USER:$PASS" https://api.internal.net\nsshpass -e ssh web\necho "Enter password: now"\nread -r -p "Password: " password\nssh -p 2222 web\n',
    ],
    [
      'a variable in a script',
      'run.sh',
      `#!/bin/sh\npassword=$1\nPGPASSWORD=$(cat /run/secrets/pg) psql\nMYSQL_PWD="${variable('DB_PASSWORD:-}')}" mysql\nexport SECRET_KEY_FILE=/run/secrets/key\n`,
    ],
    [
      'statements without a password',
      'db/users.sql',
      "CREATE TABLE users (password varchar(255) NOT NULL, token text DEFAULT '');\nSELECT password AS 'Password' FROM users WHERE password = :password;\nALTER USER shop IDENTIFIED BY :pw;\nCREATE USER shop IDENTIFIED EXTERNALLY;\nCREATE USER app PASSWORD 'postgres';\nINSERT INTO labels VALUES ('password', 'Kennwort');\n",
    ],
    [
      'a sentence about identification',
      'docs/asn1.md',
      'The type is identified by id-ce-subjectAltName, and a user is identified by email.\nThe password is required. The token is optional.\n',
    ],
    [
      'a suite of ciphers',
      'docs/ciphers.md',
      '| 0x008D | TLS_PSK_WITH_AES_256_CBC_SHA | PSK-AES256-CBC-SHA |\n',
    ],
    [
      'a request with variables',
      'orders.http',
      '@token = {{login.response.body.token}}\nGET https://api.internal.net/orders\nAuthorization: Bearer {{token}}\nX-Api-Key: {{apiKey}}\n\nPOST https://api.internal.net/login\n\n{ "username": "me", "password": "{{password}}" }\n',
    ],
    [
      'a file of passwords that are variables',
      '.npmrc',
      `//npm.internal.net/:_authToken=${variable('NPM_TOKEN')}\n//npm.internal.net/:_password=${variable('NPM_PASSWORD')}\nalways-auth=true\n`,
    ],
    [
      'an empty .pgpass',
      '.pgpass',
      '# host:port:database:user:password\nlocalhost:5432:shop:postgres:postgres\n',
    ],
    [
      'a file of users without hashes',
      'image/etc/passwd',
      'root:x:0:0:root:/root:/bin/bash\nshop:x:1000:1000::/home/shop:/bin/sh\n',
    ],
    [
      'a configuration of redis',
      'redis.conf',
      '# requirepass foobared\n# masterauth <master-password>\nrename-command CONFIG ""\nmaxmemory 100mb\n',
    ],
    [
      'a login without a password',
      '.docker/config.json',
      '{\n  "auths": { "registry.internal.net": {} },\n  "credsStore": "desktop",\n  "auth": "required"\n}\n',
    ],
    [
      'an address whose password is the user',
      'config/app.yaml',
      'url: postgres://shop:shop@db/shop\nother: amqp://guest:guest@localhost\nthird: https://user:password@host/\n',
    ],
    [
      'names of services',
      '/etc/nsswitch.conf'.slice(1),
      'passwd:         files systemd\nshadow:         files\n',
    ],
    ['settings in tests', 'test/config/app.yaml', 'password: marmalade\nusers:\n  - password: dragonfly\n'],
    ['settings in an example', 'config/app.example.yaml', 'password: marmalade\nsmtp_password: dragonfly\n'],
    ['settings in a comment', 'config/app.yaml', '# password: marmalade\n; password = dragonfly\nport: 80\n'],
    [
      'a fixture of a test',
      'src/login.test.ts',
      "const user = { name: 'a', password: 'marmalade' };\nlogin({ password: 'correct horse' });\n",
    ],
  ];
}
