import { key, type StructuredShape, shape, strong, weak } from './structured-secret.ts';

const notebook = (cell: object) =>
  `${JSON.stringify({ cells: [{ cell_type: 'code', metadata: {}, source: [], outputs: [], ...cell }], metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;

const base64Of = (text: string) => Buffer.from(text).toString('base64');

/** Commands, statements of SQL, requests and addresses that carry a secret, by their manuals. */
export const commandShapes: readonly StructuredShape[] = [
  shape(
    'long-option',
    'deploy.sh',
    weak,
    (p) => `#!/bin/sh\nshopctl login --user deploy --password ${p} --quiet\n`,
  ),
  shape(
    'long-option',
    'deploy.sh',
    weak,
    (p) => `#!/bin/sh\nwget --user=deploy --password=${p} https://files.internal.net/a\n`,
  ),
  shape(
    'long-option',
    'Makefile',
    weak,
    (p) => `import:\n\tmongorestore --username shop --password '${p}' dump/\n`,
  ),
  shape(
    'long-option',
    'README.md',
    strong,
    (p) => `Run\n\n    shopctl login --user deploy --password "${p}"\n`,
  ),
  shape(
    'long-option',
    '.github/workflows/deploy.yml',
    weak,
    (p) => `    steps:\n      - run: twine upload -u deploy --password ${p} dist/*\n`,
  ),
  shape('long-option', 'deploy.ps1', weak, (p) => `Connect-Shop -User deploy -Password "${p}"\n`),
  shape(
    'long-option',
    'src/deploy.py',
    strong,
    (p) => `subprocess.run(["shopctl", "login", "--password", "${p}"])\n`,
  ),
  shape('long-option', 'sign.sh', strong, (p) => `gpg --batch --passphrase ${p} --sign a.tar\n`),
  shape(
    'long-option',
    'sign.sh',
    strong,
    (p) => `keytool -list -keystore shop.jks -storepass ${p} -keypass ${p}\n`,
  ),
  shape('long-option', 'deploy.sh', key, (p) => `vault-cli --token ${p} read secret/shop\n`),
  shape(
    'mysql',
    'backup.sh',
    weak,
    (p) => `#!/bin/sh\nmysqldump -h db.internal.net -u shop -p${p} shop > dump.sql\n`,
  ),
  shape('mysql', 'backup.sh', weak, (p) => `#!/bin/sh\nmysql -ushop -p'${p}' shop < a.sql\n`),
  shape(
    'mysql',
    'docker-compose.yml',
    weak,
    (p) => `    healthcheck:\n      test: mysqladmin ping -h localhost -u root -p${p}\n`,
  ),
  shape('sshpass', 'deploy.sh', weak, (p) => `sshpass -p ${p} ssh deploy@web.internal.net uptime\n`),
  shape('sshpass', 'deploy.sh', weak, (p) => `sshpass -p '${p}' scp a.tar deploy@web.internal.net:\n`),
  shape('curl-user', 'call.sh', weak, (p) => `curl -s -u deploy:${p} https://api.internal.net/orders\n`),
  shape('curl-user', 'call.sh', weak, (p) => `curl --user "deploy:${p}" https://api.internal.net/orders\n`),
  shape('curl-user', 'call.sh', strong, (p) => `curl -sudeploy:${p} https://api.internal.net/orders\n`),
  shape('docker-login', 'deploy.sh', weak, (p) => `docker login -u deploy -p ${p} registry.internal.net\n`),
  shape(
    'docker-login',
    'deploy.sh',
    weak,
    (p) => `docker login registry.internal.net --username deploy --password ${p}\n`,
  ),
  shape(
    'docker-login',
    'deploy.sh',
    weak,
    (p) => `echo "${p}" | docker login -u deploy --password-stdin registry.internal.net\n`,
  ),
  shape(
    'docker-login',
    'deploy.sh',
    strong,
    (p) => `az login --service-principal -u app -p ${p} --tenant shop\n`,
  ),
  shape(
    'prefix-variable',
    'backup.sh',
    weak,
    (p) => `#!/bin/sh\nPGPASSWORD=${p} psql -h db.internal.net -U shop -c 'select 1'\n`,
  ),
  shape('prefix-variable', 'backup.sh', weak, (p) => `#!/bin/sh\nMYSQL_PWD='${p}' mysql -u shop shop\n`),
  shape('prefix-variable', 'Makefile', weak, (p) => `dump:\n\tPGPASSWORD="${p}" pg_dump shop > dump.sql\n`),
  shape(
    'prefix-variable',
    'README.md',
    strong,
    (p) => `\`\`\`sh\nPGPASSWORD=${p} psql -h db.internal.net -U shop\n\`\`\`\n`,
  ),
  shape('prefix-variable', 'run.bat', weak, (p) => `@echo off\nset DB_PASSWORD=${p}\r\nrun.exe\n`),
  shape('prefix-variable', 'run.ps1', weak, (p) => `$env:DB_PASSWORD = "${p}"\n./run\n`),
  shape('other-command', 'cache.sh', strong, (p) => `redis-cli -h cache.internal.net -a ${p} ping\n`),
  shape('other-command', 'find.sh', strong, (p) => `ldapsearch -x -D cn=shop -w ${p} -b dc=internal\n`),
  shape(
    'other-command',
    'load.bat',
    strong,
    (p) => `sqlcmd -S db.internal.net -U shop -P ${p} -i load.sql\n`,
  ),
  shape('other-command', 'tls.sh', strong, (p) => `openssl pkcs12 -in a.p12 -passin pass:${p} -out a.pem\n`),
  shape('other-command', 'user.sh', weak, (p) => `echo 'deploy:${p}' | chpasswd\n`),
  shape('other-command', 'user.sh', strong, (p) => `htpasswd -cb .htpasswd deploy ${p}\n`),
  shape(
    'other-command',
    'pack.sh',
    strong,
    (p) => `7z a -p${p} dump.7z dump.sql\nzip -P ${p} dump.zip dump.sql\n`,
  ),
  shape('other-command', 'share.cmd', strong, (p) => `net use Z: \\\\files\\shop ${p} /user:shop\n`),
  // SQL
  shape(
    'sql',
    'db/users.sql',
    weak,
    (p) => `CREATE USER 'shop'@'%' IDENTIFIED BY '${p}';\nGRANT ALL ON shop.* TO 'shop'@'%';\n`,
  ),
  shape(
    'sql',
    'db/users.sql',
    weak,
    (p) => `ALTER USER 'root'@'localhost' IDENTIFIED WITH mysql_native_password BY '${p}';\n`,
  ),
  shape('sql', 'db/users.sql', weak, (p) => `CREATE USER shop WITH PASSWORD '${p}';\n`),
  shape('sql', 'db/users.sql', weak, (p) => `ALTER ROLE shop WITH LOGIN ENCRYPTED PASSWORD '${p}';\n`),
  shape(
    'sql',
    'db/users.sql',
    weak,
    (p) => `CREATE LOGIN shop WITH PASSWORD = N'${p}', CHECK_POLICY = OFF;\n`,
  ),
  shape('sql', 'db/users.sql', weak, (p) => `SET PASSWORD FOR 'shop'@'%' = PASSWORD('${p}');\n`),
  shape('sql', 'db/users.sql', weak, (p) => `CREATE USER shop IDENTIFIED BY "${p}";\n`),
  shape('sql', 'setup.sh', weak, (p) => `mysql -u root -e "CREATE USER 'shop'@'%' IDENTIFIED BY '${p}'"\n`),
  shape(
    'sql',
    'db/link.sql',
    strong,
    (p) => `CREATE DATABASE LINK other CONNECT TO shop IDENTIFIED BY ${p} USING 'OTHER';\n`,
  ),
  // requests
  shape(
    'request',
    'orders.http',
    key,
    (p) => `GET https://api.internal.net/orders\nAuthorization: Bearer ${p}\n`,
  ),
  shape(
    'request',
    'orders.rest',
    (v) => base64Of(`deploy:${v.weak()}`),
    (p) => `GET https://api.internal.net/orders\nAuthorization: Basic ${p}\n`,
  ),
  shape(
    'request',
    'orders.http',
    weak,
    (p) => `GET https://api.internal.net/orders\nAuthorization: Basic deploy:${p}\n`,
  ),
  shape(
    'request',
    'orders.http',
    weak,
    (p) =>
      `POST https://api.internal.net/login\nContent-Type: application/x-www-form-urlencoded\n\nusername=deploy&password=${p}&remember=true\n`,
  ),
  shape(
    'request',
    'orders.http',
    weak,
    (p) =>
      `POST https://api.internal.net/login\nContent-Type: application/json\n\n{"username": "deploy", "password": "${p}"}\n`,
  ),
  shape(
    'request',
    'call.sh',
    strong,
    (p) => `curl -X POST -d 'username=deploy&password=${p}' https://api.internal.net/login\n`,
  ),
  shape(
    'request',
    'call.sh',
    strong,
    (p) => `curl -d '{"user": "deploy", "password": "${p}"}' https://api.internal.net/login\n`,
  ),
  shape(
    'request',
    'call.sh',
    key,
    (p) => `curl -H 'X-Api-Key: ${p}' -H "PRIVATE-TOKEN: ${p}" https://api.internal.net/orders\n`,
  ),
  shape(
    'request',
    'shop.postman_collection.json',
    strong,
    (p) => `{"auth": {"type": "basic", "basic": [{"key": "password", "value": "${p}", "type": "string"}]}}\n`,
  ),
  // notebooks
  shape('notebook', 'analysis/report.ipynb', strong, (p) =>
    notebook({ source: ['import shop\n', `shop.login(user="deploy", password="${p}")`] }),
  ),
  shape('notebook', 'analysis/report.ipynb', strong, (p) =>
    notebook({ source: [`!PGPASSWORD=${p} psql -h db.internal.net\n`] }),
  ),
  shape('notebook', 'analysis/report.ipynb', strong, (p) =>
    notebook({
      outputs: [{ output_type: 'stream', name: 'stdout', text: ['host: db\n', `password: ${p}\n`] }],
    }),
  ),
  shape('notebook', 'analysis/report.ipynb', strong, (p) =>
    notebook({
      outputs: [
        { output_type: 'execute_result', data: { 'text/plain': [`{'user': 'shop', 'password': '${p}'}`] } },
      ],
    }),
  ),
  // addresses
  shape('address', 'config/app.yaml', weak, (p) => `url: sftp://deploy:${p}@files.internal.net/in\n`),
  shape('address', 'config/app.properties', weak, (p) => `broker=mqtt://worker:${p}@mq.internal.net:1883\n`),
  shape(
    'address',
    'pip.conf',
    weak,
    (p) => `[global]\nindex-url = https://deploy:${p}@pypi.internal.net/simple\n`,
  ),
  shape('address', 'config/app.ini', weak, (p) => `proxy = socks5://shop:${p}@proxy.internal.net:1080\n`),
  shape(
    'address',
    'config/app.yaml',
    weak,
    (p) => `url: jdbc:mysql://db.internal.net:3306/shop?user=shop&password=${p}\n`,
  ),
  shape('address', 'config/app.yaml', weak, (p) => `dsn: "ldap://cn=shop:${p}@ldap.internal.net"\n`),
  shape(
    'address',
    'src/db.ts',
    strong,
    (p) => `const pool = connect('clickhouse://shop:${p}@db.internal.net:9000/shop');\n`,
  ),
];
