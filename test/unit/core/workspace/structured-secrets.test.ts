import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSecrets } from '../../../../src/core/workspace/find-secrets.ts';
import { redactSecrets } from '../../../../src/core/workspace/redact-secrets.ts';

/** A file whose secrets stand between « and »; all of them and nothing else is found, and lines keep their number. */
async function check(path: string, marked: string): Promise<void> {
  const text = marked.replaceAll(/[«»]/g, '');
  const expected = [...marked.matchAll(/«([^»]*)»/g)].map(([, secret]) => secret);
  const found = await findSecrets(path, text);
  assert.deepEqual(
    found.map(({ start, end }) => text.slice(start, end)),
    expected,
    marked,
  );
  const redacted = redactSecrets(text, found).text;
  assert.equal(redacted.split('\n').length, text.split('\n').length);
  for (const secret of expected) {
    for (const line of (secret as string).split('\n')) assert.ok(!redacted.includes(line.trim()), redacted);
  }
}

/** For each class of secrets: files in which they are found, and files that look alike and stay as they are. */
const classes: Readonly<Record<string, readonly (readonly [path: string, text: string])[]>> = {
  'a value of .env over several lines': [
    ['.env', 'A=1\nCERT_KEY="«k8Fz0qLw\nP3xTn5Vb»"\nDEBUG=true\n'],
    ['.env', "SECRET='\n«two lines\nof words»\n'\nPORT=80\n"],
    ['.env', 'OPEN="\nPORT=8080\nX="«some-value»"\n'],
  ],
  'a block of YAML': [
    ['config/app.yaml', 'db:\n  password: |\n    «dragonfly»\n  port: 1\n'],
    [
      'config/app.yaml',
      'db:\n  client_secret: >-\n    «k8Fz0qLwP3xTn5VbA1s2\n    D3f4G5h6J7k8L9z0X1c2»\n  port: 1\n',
    ],
    [
      'config/app.yaml',
      'db:\n  password: |\n  port: 1\n  description: |\n    The password is in the vault.\n',
    ],
    [
      'group_vars/all.yml',
      'db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6638643965323633646262656665\n',
    ],
  ],
  'a value of YAML below its name': [
    ['config/app.yaml', 'password:\n  «dragonfly»\nport: 1\n'],
    ['config/app.yaml', 'password:\n  type: string\n  minLength: 8\n'],
  ],
  'a list of passwords': [
    ['config/app.yaml', 'passwords:\n  - «dragonfly»\n  - "«marmalade»"\nport: 1\n'],
    ['config/app.yaml', 'passwords: [«dragonfly», "«marmalade»"]\n'],
    ['config/users.json', '{ "passwords": ["«dragonfly»", "«marmalade»"], "port": 1 }\n'],
    ['src/a.ts', "const passwords = ['«k8Fz0qLwP3x»', '«Tn5VbA1s2#»'];\n"],
    ['src/a.ts', "const passwords = ['short', 'marmalade', readLine()];\n"],
    ['config/app.yaml', 'secrets:\n  - registry-credentials\n  - name: db\n'],
  ],
  'a property list': [
    ['ios/a.plist', '<key>Password</key>\n<string>«dragonfly»</string>\n'],
    [
      'ios/a.plist',
      '<key>Title</key>\n<string>Password</string>\n<key>Password</key>\n<string>$(PASS)</string>\n',
    ],
  ],
  'a default of Terraform': [
    ['a.tf', 'variable "db_password" {\n  default = "«dragonfly»"\n}\n'],
    ['a.tf', 'variable "entry" {\n  default   = "«dragonfly»"\n  sensitive = true\n}\n'],
    [
      'a.tf',
      'variable "region" {\n  default = "eu-central-1"\n}\nvariable "entry" {\n  sensitive = true\n}\n',
    ],
  ],
  'a Secret of Kubernetes': [
    ['k8s/a.yaml', 'kind: Secret\ndata:\n  one: «ZHJhZ29uZmx5»\nstringData:\n  two: «marmalade» # here\n'],
    ['k8s/a.yaml', 'kind: Secret\nstringData:\n  a.ini: |\n    «[db]\n    entry = dragonfly»\n  b: x\n'],
    ['k8s/a.json', '{ "kind": "Secret", "data": { "one": "«ZHJhZ29uZmx5»" } }\n'],
    [
      'k8s/a.yaml',
      'kind: ConfigMap\ndata:\n  one: dragonfly\n---\nkind: Secret\nmetadata:\n  name: dragonfly\n',
    ],
    ['k8s/a.yaml', 'kind: Secret\ndata:\n  one: {{ .Values.one | b64enc }}\n  two: YWRtaW4=\n'],
  ],
  'a file of credentials': [
    ['.pgpass', '# host\ndb:5432:*:me:«dragonfly»\ndb\\:2:1:*:me:«a:b\\\\c-marmalade»\n'],
    ['.pgpass', 'localhost:5432:*:postgres:postgres\n'],
    ['.netrc', 'machine a.internal.net login me password «dragonfly»\n'],
    ['.npmrc', '//a.internal.net/:_password=«ZHJhZ29uZmx5»\n'],
    ['.npmrc', '_auth=«bWU6ZHJhZ29uZmx5»\nalways-auth=true\n'],
    ['.docker/config.json', '{"auths":{"a":{"auth":"«bWU6ZHJhZ29uZmx5»"}},"auth":"required"}\n'],
    ['.htpasswd', 'me:«$apr1$k8Fz0qLw$P3xTn5VbA1s2D3f4G5h6J7»\n'],
    ['image/etc/passwd', 'me:x:1000:1000::/home/me:/bin/sh\n'],
    ['.git-credentials', 'https://me:«dragonfly»@git.internal.net\n'],
    ['.my.cnf', '[client]\npassword="«dragonfly»"\n'],
    ['users.acl', 'user worker on >«dragonfly» ~* +@all\n'],
  ],
  'an argument of a command': [
    ['a.sh', 'tool --password «dragonfly» --quiet\ntool --password=«marmalade»\n'],
    ['a.sh', 'tool --password "$PASS" --password-stdin registry.internal.net --token-file x\n'],
    ['a.sh', 'mysqldump -u me -p«dragonfly» shop\nmysql -u me -p shop\n'],
    ['a.sh', "sshpass -p '«dragonfly»' ssh web\nsshpass -e ssh -p 2222 web\n"],
    ['a.sh', 'curl -s -u me:«dragonfly» https://a.internal.net\ncurl -u "$U:$P" https://a\n'],
    ['a.sh', 'docker login -u me -p «dragonfly» a.internal.net\n'],
    ['a.sh', "echo '«dragonfly»' | docker login -u me --password-stdin a.internal.net\n"],
    ['a.sh', 'echo "$TOKEN" | docker login -u me --password-stdin a.internal.net\n'],
    ['a.sh', "PGPASSWORD=«dragonfly» psql -U me\nexport MYSQL_PWD='«marmalade»'\nPGPASSWORD=$1 psql\n"],
    ['docs/cli.md', '--password string   The password\n--password PASSWORD\n'],
  ],
  'a statement of SQL': [
    [
      'a.sql',
      "CREATE USER a IDENTIFIED BY '«dragonfly»';\nALTER ROLE b WITH LOGIN PASSWORD '«marmalade»';\n",
    ],
    [
      'a.sql',
      "CREATE LOGIN a WITH PASSWORD = N'«dragonfly»';\nSET PASSWORD FOR a = PASSWORD('«marmalade»');\n",
    ],
    [
      'a.sql',
      "SELECT password AS 'Kennwort' FROM a WHERE password = :p;\nCREATE USER a IDENTIFIED EXTERNALLY;\n",
    ],
    ['a.sql', "CREATE USER 'petclinic'@'%' IDENTIFIED BY 'petclinic';\n"],
    ['docs/a.md', 'A user is identified by `emailaddress`.\n'],
  ],
  'an element or an attribute of XML': [
    ['settings.xml', '<server><password>«dragonfly»</password></server>\n'],
    ['web.config', '<add key="SmtpPassword" value="«dragonfly»" />\n'],
    ['web.config', '<add connectionString="Server=a;User Id=b;Password=«dragonfly»;" />\n'],
    ['core-site.xml', '<name>fs.password</name>\n<value>«dragonfly»</value>\n'],
    ['settings.xml', '<password>$' + '{env.PASS}</password><passwordPolicy>dragonfly</passwordPolicy>\n'],
    ['res/values/strings.xml', '<string name="password">Kennwort</string>\n'],
  ],
  'a deployed setting': [
    ['src/main/resources/application.yml', 'spring:\n  datasource:\n    password: «dragonfly»\n'],
    ['config/database.yml', 'production:\n  password: «dragonfly» # rotate\n'],
    ['Dockerfile', 'ENV DB_PASSWORD «dragonfly»\nARG ADMIN_PASSWORD=«marmalade»\n'],
    [
      'docker-compose.yml',
      '    environment:\n      - DB_PASSWORD=«dragonfly»\n      - MYSQL_PASSWORD=root\n',
    ],
    ['.github/workflows/ci.yml', '    env:\n      DB_PASSWORD: «dragonfly»\n'],
    ['shop/settings.py', "SECRET_KEY = '«django-insecure-1f(x2^7)a9$k_q3&m5=b8#z0w!e4t6y@r»'\n"],
    ['wp-config.php', "define( 'DB_PASSWORD', '«dragonfly»' );\n"],
    ['redis.conf', 'requirepass «dragonfly»\n# requirepass marmalade\n'],
    ['desk.rdp', 'password 51:b:«01000000D08C9DDF0115D1118C7A00C04FC297EB»\n'],
    ['a.reg', '"DefaultPassword"="«dragonfly»"\n'],
    ['config/app.yaml', 'url: mqtt://me:«dragonfly»@mq.internal.net\nother: mqtt://shop:shop@mq\n'],
    [
      'config/app.yaml',
      'password: Enter your password\npassword_min: 12\npassword: DB_PASSWORD\nsecret: shop-secret\n',
    ],
    ['test/app.yaml', 'password: dragonfly\n'],
    ['app.example.yaml', 'password: dragonfly\n'],
    ['locales/de.yml', 'de:\n  password: Kennwort\n'],
  ],
  'a value that goes on where others end': [
    ['conf/app.properties', 'db.password=«Kestrel\\\n  vimto9»\nport=80\n'],
    ['conf/app.properties', 'db.password=«Kestrel9»\nport=80\n'],
    [
      'a.sh',
      'g_password=«Xk9Qw,7Vq2Zz»\nh_password=«Xk9Qw<7Vq2Zz»\ni_password=«Xk9Qw"7Vq2Zz»\nPGPASSWORD=«Blue-Harbor&2013Q» psql\n',
    ],
    ['a.sh', 'mount -o user=me,password=«Xk9Qw7Vq2Zz»,vers=3 //a/b /c\n'],
    ['config/app.yaml', 'PGPASSWORD: «tr0mb0ne Kestrel9»\nport: 1\n'],
    ['config/app.yaml', 'password: "«Kestrel9 vimto4»" # here\n'],
    ['config/app.yaml', 'password: Use at least 8 characters\npassword: the sha256 of it\n'],
  ],
  'a password that holds a word of everybody': [
    ['config/app.yaml', 'a_password: «Zq31rootPw»\nb_password: «Gz88dbpass»\nc_password: «Zq94sql»\n'],
    [
      'config/app.yaml',
      'password: P@ssw0rd123\npassword: mysecretpassword\npassword: rootPw\npassword: changeMe2024\npassword: db-admin_1\n',
    ],
  ],
  'a key of letters and digits in a file that runs': [
    ['config/app.yaml', 'API_KEY: «Wobble77kiwi77»\napiKeys: ["«Wobble88kiwi77»"]\n'],
    ['Dockerfile', 'ENV TOKEN="«Wobble77kiwi77»"\nARG NPM_TOKEN=«Wobble88kiwi77»\n'],
    ['a.sh', 'curl -H "X-Api-Key: «Wobble77kiwi77»" https://a.internal.net\n'],
    ['a.http', 'X-Auth-Token: «Wobble77kiwi77»\n'],
    ['config/app.yaml', 'apiKey: my-service-key1\ntoken: ServiceAccount1\nAPI_KEY: kubernetes1api22\n'],
    ['test/app.yaml', 'API_KEY: Wobble77kiwi77\n'],
  ],
  'a value in a structure of its format': [
    ['settings.xml', '<password><![CDATA[«tr0mb0neKestrel»]]></password>\n'],
    [
      'k8s/d.yaml',
      'env:\n  - {name: DB_PASSWORD, value: «tr0mb0neKestrel»}\n  - {name: MODE, value: fast}\n',
    ],
    ['a.tfvars', 'passwords = {\n  a = "«tr0mb0neKestrel»"\n  b = "«vimtoKestrel»"\n}\n'],
    ['Makefile', 'PASSWORD ?= «tr0mb0neKestrel»\nPASS_FILE ?= tr0mb0ne\n'],
  ],
  'a column of a table': [
    ['docs/a.md', '| User | Password |\n|---|---|\n| me | «k8Fz0qLwP3x» |\n| you | optional |\n'],
    ['a.csv', 'user,password\nme,«dragonfly»\nyou,"«marmalade»"\n'],
    ['a.csv', 'language,tokens,passwords\nde,1200,12\n'],
    ['docs/a.md', '| Name | Password |\n|---|---|\n| a | required |\n\n| Other | x |\n| b | k8Fz0qLwP3x |\n'],
  ],
  'a request in a file': [
    ['a.http', 'GET https://a.internal.net\nAuthorization: Basic me:«dragonfly»\n'],
    ['a.http', 'Authorization: Basic «bWU6ZHJhZ29uZmx5»\n'],
    ['a.http', 'POST https://a.internal.net\n\nuser=me&password=«dragonfly»&remember=true\n'],
    ['a.http', 'Authorization: Bearer {{token}}\n\n{ "password": "{{password}}" }\n'],
  ],
};

for (const [name, files] of Object.entries(classes)) {
  test(`${name} is found, and what looks alike stays`, async () => {
    for (const [path, text] of files) await check(path, text);
  });
}

test('a passage of a template is not a value', () =>
  check('templates/a.yaml', 'password: {{ required "The password!" .Values.password | b64enc | quote }}\n'));
