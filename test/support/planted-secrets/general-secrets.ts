import {
  base64Bytes,
  humanPassword,
  jsonWebToken,
  managedPassword,
  pick,
  type SecretKind,
} from './secret-kind.ts';

const connection = (
  kind: string,
  name: string,
  source: string,
  write: (password: string) => string,
): SecretKind => ({
  kind,
  name,
  source,
  make: (r) => {
    const secret = managedPassword(r);
    return { value: write(secret), secret };
  },
});

/** Secrets of no provider: passwords, connection strings, signed tokens. */
export const generalSecrets: readonly SecretKind[] = [
  { kind: 'json-web-token', name: 'id_token', source: 'RFC 7519', make: jsonWebToken },
  { kind: 'managed-password', name: 'db_password', source: 'a password manager', make: managedPassword },
  {
    kind: 'managed-password-long',
    name: 'smtp_pass',
    source: 'a manager',
    make: (r) => managedPassword(r, 24),
  },
  { kind: 'human-password', name: 'admin_password', source: 'a person', make: humanPassword },
  { kind: 'human-passwd', name: 'ftp_passwd', source: 'a person', make: humanPassword },
  {
    kind: 'session-secret',
    name: 'session_secret',
    source: '32 random bytes',
    make: (r) => pick(r, 'hex', 64),
  },
  {
    kind: 'secret-key-base',
    name: 'secret_key_base',
    source: 'Rails, credentials',
    make: (r) => pick(r, 'hex', 128),
  },
  { kind: 'jwt-key', name: 'jwt_secret', source: '48 random bytes', make: (r) => base64Bytes(r, 48) },
  {
    kind: 'encryption-key',
    name: 'encryption_key',
    source: '32 random bytes',
    make: (r) => base64Bytes(r, 32),
  },
  {
    kind: 'alphanumeric-key',
    name: 'partner_api_key',
    source: '24 characters',
    make: (r) => pick(r, 'base62', 24),
  },
  {
    kind: 'age-key',
    name: 'sops_age_key',
    source: 'age, Bech32 of an X25519 identity',
    make: (r) => `AGE-SECRET-${'KEY-1'}${pick(r, 'upperDigits', 58)}`,
  },
  {
    kind: 'kubernetes-secret',
    name: 'db_password',
    source: 'Kubernetes, Secret: data in base64',
    make: (r) => Buffer.from(managedPassword(r)).toString('base64'),
  },
  connection(
    'postgres-url',
    'database_url',
    'PostgreSQL, connection URIs',
    (password) => `postgresql://shop:${password}@db.internal.net:5432/shop`,
  ),
  connection(
    'mysql-url',
    'database_url',
    'MySQL, connection URIs',
    (password) => `mysql://root:${password}@10.0.3.7:3306/shop`,
  ),
  connection(
    'mongodb-url',
    'mongo_uri',
    'MongoDB, connection strings',
    (password) => `mongodb+srv://shop:${password}@cluster0.ab1cd.mongodb.net/shop?retryWrites=true`,
  ),
  connection(
    'redis-url',
    'redis_url',
    'IANA, redis URI scheme',
    (password) => `redis://:${password}@cache.internal.net:6379/0`,
  ),
  connection(
    'amqp-url',
    'broker_url',
    'RabbitMQ, URI specification',
    (password) => `amqps://worker:${password}@mq.internal.net:5671/orders`,
  ),
  connection(
    'jdbc-url',
    'datasource_url',
    'PostgreSQL JDBC, connecting',
    (password) => `jdbc:postgresql://db.internal.net/shop?user=shop&password=${password}&ssl=true`,
  ),
  connection(
    'sqlserver-jdbc',
    'datasource_url',
    'SQL Server JDBC, connection URL',
    (password) =>
      `jdbc:sqlserver://db.internal.net:1433;databaseName=shop;user=sa;password=${password};encrypt=true`,
  ),
  connection(
    'ado-net',
    'connection_string',
    'SqlConnection.ConnectionString',
    (password) =>
      `Server=tcp:shop.database.windows.net,1433;Database=shop;User ID=shop;Password=${password};Encrypt=True;`,
  ),
  connection(
    'ado-net-pwd',
    'connection_string',
    'MySQL Connector/NET',
    (password) => `server=db.internal.net;uid=shop;pwd=${password};database=shop`,
  ),
  connection(
    'libpq',
    'dsn',
    'PostgreSQL, keyword/value strings',
    (password) => `host=db.internal.net user=shop password=${password} dbname=shop sslmode=require`,
  ),
  connection(
    'basic-auth-url',
    'registry_url',
    'RFC 3986, userinfo',
    (password) => `https://deploy:${password}@registry.internal.net/v2/`,
  ),
  connection(
    'git-remote',
    'remote',
    'git, HTTP with credentials',
    (password) => `https://oauth2:${password}@git.internal.net/shop/shop.git`,
  ),
  connection(
    'smtp-url',
    'mailer_dsn',
    'Symfony Mailer, transports',
    (password) => `smtp://mailer:${password}@mail.internal.net:587`,
  ),
];
