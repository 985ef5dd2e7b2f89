import {
  key,
  type StructuredShape,
  shape,
  shapes,
  strong,
  twoStrong,
  twoWeak,
  weak,
} from './structured-secret.ts';

const base64Of = (text: string) => Buffer.from(text).toString('base64');

/** Settings of programs, one value under one name, in the syntax of each format. */
export const settingShapes: readonly StructuredShape[] = [
  // .env: values over several lines
  shapes(
    'env-lines',
    '.env',
    (v) => [v.key(), v.key(), v.key()],
    (a, b, c) => `PORT=80\nCLIENT_CERT_KEY="${a}\n${b}\n${c}"\nDEBUG=true\n`,
  ),
  shapes(
    'env-lines',
    'deploy/production.env',
    (v) => [v.key(), v.key()],
    (a, b) => `SIGNING_SECRET='${a}\n${b}\n'\nNAME=shop\n`,
  ),
  shapes(
    'env-lines',
    '.env.production',
    (v) => [v.password(), v.key(), v.key()],
    (p, a, b) => `export DB_PASSWORD=${p}\nexport TOKENS="\n${a}\n${b}\n"\n`,
  ),
  // YAML: block scalars, next line, lists
  shape(
    'yaml-block',
    'config/app.yaml',
    weak,
    (p) => `database:\n  user: shop\n  password: |\n    ${p}\n  port: 5432\n`,
  ),
  shape(
    'yaml-block',
    'config/app.yml',
    weak,
    (p) => `mail:\n  smtp_password: >-\n    ${p}\n  host: mail.internal.net\n`,
  ),
  shapes(
    'yaml-block',
    'settings.yaml',
    (v) => [v.key(), v.key()],
    (a, b) => `signing:\n    client_secret: |-\n        ${a}\n        ${b}\n    algorithm: HS512\n`,
  ),
  shape('yaml-next-line', 'config/app.yaml', weak, (p) => `database:\n  password:\n    ${p}\n  port: 5432\n`),
  shape(
    'yaml-next-line',
    'config/app.yml',
    strong,
    (p) => `database:\n  password:\n    "${p}"\n  port: 5432\n`,
  ),
  shapes(
    'yaml-list',
    'config/users.yaml',
    twoWeak,
    (a, b) => `passwords:\n  - ${a}\n  - "${b}"\nport: 5432\n`,
  ),
  shapes(
    'yaml-list',
    'config/users.yml',
    (v) => [v.key(), v.key()],
    (a, b) => `auth:\n  api_keys:\n  - ${a}\n  - '${b}'\n  header: X-Api-Key\n`,
  ),
  shapes('yaml-list', 'config/users.yml', twoStrong, (a, b) => `passwords: [${a}, "${b}"]\n`),
  shapes(
    'yaml-list',
    'inventory/users.yml',
    twoWeak,
    (a, b) => `users:\n  - name: app\n    password: ${a}\n  - {name: job, password: ${b}, shell: /bin/sh}\n`,
  ),
  // JSON
  shapes(
    'json-array',
    'config/users.json',
    twoStrong,
    (a, b) => `{\n  "passwords": [\n    "${a}",\n    "${b}"\n  ],\n  "port": 80\n}\n`,
  ),
  shapes(
    'json-array',
    'config/users.json',
    (v) => [v.key(), v.key()],
    (a, b) => `{"apiKeys": ["${a}", "${b}"], "port": 80}\n`,
  ),
  shape(
    'json-value',
    'config/production.json',
    weak,
    (p) => `{\n  "db": {\n    "user": "shop",\n    "password": "${p}",\n    "port": 5432\n  }\n}\n`,
  ),
  shape(
    'json-value',
    'appsettings.Production.json',
    weak,
    (p) => `{\n  "Smtp": { "Host": "mail.internal.net", "Password": "${p}" }\n}\n`,
  ),
  // property lists
  shape(
    'plist',
    'ios/Config.plist',
    weak,
    (p) =>
      `<plist version="1.0">\n<dict>\n\t<key>Password</key>\n\t<string>${p}</string>\n\t<key>Port</key>\n\t<integer>80</integer>\n</dict>\n</plist>\n`,
  ),
  shape(
    'plist',
    'macos/mail.mobileconfig',
    strong,
    (p) =>
      `<dict><key>UserName</key><string>shop</string><key>IncomingPassword</key><string>${p}</string></dict>\n`,
  ),
  shape(
    'plist',
    'ios/Keys.plist',
    key,
    (p) => `<dict>\n    <key>MapsApiKey</key>\n    <string>${p}</string>\n</dict>\n`,
  ),
  // Terraform
  shape(
    'terraform',
    'variables.tf',
    weak,
    (p) =>
      `variable "db_password" {\n  type        = string\n  description = "Of the shop's database"\n  default     = "${p}"\n}\n`,
  ),
  shape(
    'terraform',
    'variables.tf',
    strong,
    (p) => `variable "entry" {\n  type      = string\n  default   = "${p}"\n  sensitive = true\n}\n`,
  ),
  shape(
    'terraform',
    'variables.tf',
    strong,
    (p) => `variable "entry" {\n  sensitive = true\n  type      = string\n  default   = "${p}"\n}\n`,
  ),
  shape('terraform', 'prod.tfvars', weak, (p) => `region = "eu-west-1"\ndb_password = "${p}"\n`),
  shape(
    'terraform',
    'main.tf',
    weak,
    (p) => `resource "aws_db_instance" "shop" {\n  username = "shop"\n  password = "${p}"\n}\n`,
  ),
  // Kubernetes
  shapes(
    'kubernetes-secret',
    'deploy/secret.yaml',
    (v) => [base64Of(v.weak()), base64Of(v.key())],
    (a, b) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ntype: Opaque\ndata:\n  one: ${a}\n  settings.two: ${b}\n`,
  ),
  shapes(
    'kubernetes-secret',
    'k8s/shop.yml',
    twoWeak,
    (a, b) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\ndata:\n  mode: production-mode\n---\napiVersion: v1\nstringData:\n  first: ${a}\n  second: "${b}"\nkind: Secret\nmetadata:\n  name: shop\n`,
  ),
  shapes(
    'kubernetes-secret',
    'k8s/shop.json',
    (v) => [base64Of(v.password())],
    (a) =>
      `{\n  "apiVersion": "v1",\n  "kind": "Secret",\n  "metadata": { "name": "shop" },\n  "data": {\n    "entry": "${a}"\n  }\n}\n`,
  ),
  shapes(
    'kubernetes-secret',
    'k8s/secret.yaml',
    (v) => [v.password(), v.key()],
    (a, b) =>
      `kind: Secret\napiVersion: v1\nmetadata:\n  name: shop\nstringData:\n  config.ini: |\n    [db]\n    entry = ${a}\n    other = ${b}\n`,
  ),
  // XML
  shape(
    'xml',
    'settings.xml',
    weak,
    (p) =>
      `<settings>\n  <servers>\n    <server>\n      <id>internal</id>\n      <username>deploy</username>\n      <password>${p}</password>\n    </server>\n  </servers>\n</settings>\n`,
  ),
  shape(
    'xml',
    'web.config',
    weak,
    (p) =>
      `<configuration>\n  <appSettings>\n    <add key="SmtpPassword" value="${p}" />\n  </appSettings>\n</configuration>\n`,
  ),
  shape(
    'xml',
    'web.config',
    weak,
    (p) =>
      `<connectionStrings>\n  <add name="Shop" connectionString="Server=db.internal.net;Database=shop;User Id=shop;Password=${p};" providerName="System.Data.SqlClient" />\n</connectionStrings>\n`,
  ),
  shape(
    'xml',
    'conf/tomcat-users.xml',
    weak,
    (p) =>
      `<tomcat-users>\n  <user username="deploy" password="${p}" roles="manager-gui"/>\n</tomcat-users>\n`,
  ),
  shape(
    'xml',
    'conf/context.xml',
    weak,
    (p) =>
      `<Context>\n  <Resource name="jdbc/shop" username="shop" password="${p}" url="jdbc:mysql://db.internal.net/shop"/>\n</Context>\n`,
  ),
  shape(
    'xml',
    'beans.xml',
    weak,
    (p) =>
      `<bean id="dataSource">\n  <property name="username" value="shop"/>\n  <property name="password" value="${p}"/>\n</bean>\n`,
  ),
  shape(
    'xml',
    'core-site.xml',
    weak,
    (p) =>
      `<configuration>\n  <property>\n    <name>fs.shop.password</name>\n    <value>${p}</value>\n  </property>\n</configuration>\n`,
  ),
  shape(
    'xml',
    'nuget.config',
    strong,
    (p) =>
      `<packageSourceCredentials>\n  <Internal>\n    <add key="Username" value="shop" />\n    <add key="ClearTextPassword" value="${p}" />\n  </Internal>\n</packageSourceCredentials>\n`,
  ),
  // frameworks
  shape(
    'spring',
    'src/main/resources/application.yml',
    weak,
    (p) =>
      `spring:\n  datasource:\n    url: jdbc:postgresql://db.internal.net/shop\n    username: shop\n    password: ${p}\n`,
  ),
  shape(
    'spring',
    'src/main/resources/application-prod.properties',
    weak,
    (p) => `spring.datasource.username=shop\nspring.datasource.password=${p}\nserver.port=80\n`,
  ),
  shape(
    'rails',
    'config/database.yml',
    weak,
    (p) => `production:\n  adapter: postgresql\n  username: shop\n  password: ${p}\n`,
  ),
  shape(
    'rails',
    'config/secrets.yml',
    (v) => v.hex(128),
    (p) => `production:\n  secret_key_base: ${p}\n`,
  ),
  shape(
    'ansible',
    'group_vars/all.yml',
    weak,
    (p) => `ansible_user: deploy\nansible_become_password: ${p}\nansible_port: 22\n`,
  ),
  shape(
    'ansible',
    'inventory/hosts.ini',
    weak,
    (p) => `[web]\nweb1 ansible_host=10.0.0.4 ansible_user=deploy ansible_ssh_pass=${p} ansible_port=22\n`,
  ),
  shape(
    'ansible',
    'roles/db/tasks/main.yml',
    weak,
    (p) =>
      `- name: Create the user\n  mysql_user:\n    name: shop\n    password: "${p}"\n    priv: 'shop.*:ALL'\n`,
  ),
  shape(
    'django',
    'shop/settings.py',
    (v) => `django-insecure-${v.hex(6)}(${v.hex(5)}$&@${v.hex(7)}^=)${v.hex(10)}`,
    (p) => `DEBUG = False\nSECRET_KEY = '${p}'\n`,
  ),
  shape(
    'django',
    'shop/settings.py',
    strong,
    (p) =>
      `DATABASES = {\n    'default': {\n        'ENGINE': 'django.db.backends.postgresql',\n        'USER': 'shop',\n        'PASSWORD': '${p}',\n    }\n}\n`,
  ),
  shape(
    'php',
    'wp-config.php',
    weak,
    (p) => `<?php\ndefine( 'DB_USER', 'shop' );\ndefine( 'DB_PASSWORD', '${p}' );\n`,
  ),
  shape(
    'php',
    'wp-config.php',
    (v) => `${v.hex(12)}|{${v.hex(10)}>~ ${v.hex(14)}*&`,
    (p) => `<?php\ndefine('AUTH_KEY',         '${p}');\n`,
  ),
  shape(
    'php',
    'config/database.php',
    strong,
    (p) => `<?php\n$db['default'] = array(\n    'username' => 'shop',\n    'password' => '${p}',\n);\n`,
  ),
  shape('docker', 'Dockerfile', weak, (p) => `FROM debian:12\nENV DB_PASSWORD ${p}\nRUN make\n`),
  shape('docker', 'Dockerfile', weak, (p) => `FROM debian:12\nARG ADMIN_PASSWORD=${p}\nRUN make\n`),
  shape(
    'docker',
    'docker-compose.yml',
    weak,
    (p) =>
      `services:\n  db:\n    image: postgres:16\n    environment:\n      - POSTGRES_USER=shop\n      - POSTGRES_PASSWORD=${p}\n`,
  ),
  shape(
    'docker',
    'compose.yaml',
    weak,
    (p) =>
      `services:\n  db:\n    image: mysql:8\n    environment:\n      MYSQL_ROOT_PASSWORD: ${p}\n      MYSQL_DATABASE: shop\n`,
  ),
  shape(
    'helm',
    'charts/shop/values.yaml',
    weak,
    (p) => `postgresql:\n  auth:\n    username: shop\n    postgresPassword: ${p}\n    database: shop\n`,
  ),
  shape(
    'workflow',
    '.github/workflows/ci.yml',
    weak,
    (p) =>
      `jobs:\n  build:\n    runs-on: ubuntu-latest\n    env:\n      DB_PASSWORD: ${p}\n    steps:\n      - run: make\n`,
  ),
  shape('ini', 'conf/shop.ini', weak, (p) => `[database]\nuser = shop\npassword = ${p}\n`),
  shape('ini', 'conf/odbc.ini', weak, (p) => `[shop]\nDriver = PostgreSQL\nUID = shop\nPWD = ${p}\n`),
  shape('ini', 'conf/shop.toml', weak, (p) => `[database]\nuser = "shop"\npassword = "${p}"\n`),
  shape('redis', 'redis.conf', weak, (p) => `bind 127.0.0.1\nrequirepass ${p}\nport 6379\n`),
  shape('redis', 'redis.conf', strong, (p) => `replicaof 10.0.0.3 6379\nmasterauth ${p}\n`),
  shape('redis', 'users.acl', strong, (p) => `user default off\nuser worker on >${p} ~jobs:* +@all\n`),
  shape(
    'windows',
    'setup/values.reg',
    weak,
    (p) =>
      `Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Shop]\n"DefaultUserName"="shop"\n"DefaultPassword"="${p}"\n`,
  ),
  shape(
    'windows',
    'desk.rdp',
    (v) => v.hex(420).toUpperCase(),
    (p) => `full address:s:desk.internal.net\nusername:s:shop\npassword 51:b:${p}\n`,
  ),
  shape(
    'windows',
    'autounattend.xml',
    weak,
    (p) =>
      `<AdministratorPassword>\n  <Value>${p}</Value>\n  <PlainText>true</PlainText>\n</AdministratorPassword>\n`,
  ),
  shape(
    'oracle',
    'tnsnames.md',
    strong,
    (p) => `Connect with \`jdbc:oracle:thin:shop/${p}@//db.internal.net:1521/SHOP\`.\n`,
  ),
  shape('oracle', 'load.sh', strong, (p) => `#!/bin/sh\nsqlplus -s shop/${p}@SHOP @load.sql\n`),
];
