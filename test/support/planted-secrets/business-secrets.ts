import { base64Bytes, pick, type SecretKind, uuid } from './secret-kind.ts';

/** Secrets of services for messages, for watching, for work and for money. */
export const businessSecrets: readonly SecretKind[] = [
  {
    kind: 'sendgrid',
    name: 'sendgrid_api_key',
    source: 'SendGrid, API keys',
    make: (r) => `S${'G.'}${pick(r, 'url', 22)}.${pick(r, 'url', 43)}`,
  },
  {
    kind: 'twilio-auth-token',
    name: 'twilio_auth_token',
    source: 'Twilio, auth tokens: 32 hexadecimal digits',
    make: (r) => pick(r, 'hex', 32),
  },
  {
    kind: 'twilio-api-key',
    name: 'twilio_api_key',
    source: 'Twilio, API keys',
    make: (r) => `S${'K'}${pick(r, 'hex', 32)}`,
  },
  {
    kind: 'mailgun',
    name: 'mailgun_api_key',
    source: 'Mailgun, API keys',
    make: (r) => `ke${'y-'}${pick(r, 'hex', 32)}`,
  },
  {
    kind: 'mailgun-sending',
    name: 'mailgun_sending_key',
    source: 'Mailgun, domain sending keys',
    make: (r) => `${pick(r, 'hex', 32)}-${pick(r, 'hex', 8)}-${pick(r, 'hex', 8)}`,
  },
  {
    kind: 'mailchimp',
    name: 'mailchimp_api_key',
    source: 'Mailchimp Marketing API',
    make: (r) => `${pick(r, 'hex', 32)}-us${1 + Math.floor(r() * 20)}`,
  },
  {
    kind: 'telegram-bot',
    name: 'telegram_bot_token',
    source: 'Telegram Bot API',
    make: (r) => `${1 + Math.floor(r() * 8)}${pick(r, 'digits', 9)}:A${'A'}${pick(r, 'url', 33)}`,
  },
  {
    kind: 'discord-bot',
    name: 'discord_token',
    source: 'Discord, bot tokens: the id, the time, a signature',
    make: (r) =>
      `${Buffer.from(`1${pick(r, 'digits', 17)}`).toString('base64url')}.G${pick(r, 'url', 5)}.${pick(r, 'url', 38)}`,
  },
  {
    kind: 'discord-webhook',
    name: 'discord_webhook',
    source: 'Discord, webhooks',
    make: (r) => {
      const secret = pick(r, 'url', 68);
      return { value: `https://discord.com/api/${'webhooks'}/1${pick(r, 'digits', 18)}/${secret}`, secret };
    },
  },
  {
    kind: 'datadog-api-key',
    name: 'dd_api_key',
    source: 'Datadog, API keys: 32 hexadecimal digits',
    make: (r) => pick(r, 'hex', 32),
  },
  {
    kind: 'datadog-app-key',
    name: 'dd_app_key',
    source: 'Datadog, application keys: 40 hexadecimal digits',
    make: (r) => pick(r, 'hex', 40),
  },
  {
    kind: 'newrelic-user-key',
    name: 'new_relic_api_key',
    source: 'New Relic, user keys',
    make: (r) => `NR${'AK-'}${pick(r, 'upperDigits', 27)}`,
  },
  {
    kind: 'grafana-service-account',
    name: 'grafana_token',
    source: 'Grafana, service accounts',
    make: (r) => `gl${'sa_'}${pick(r, 'base62', 32)}_${pick(r, 'hex', 8)}`,
  },
  {
    kind: 'sentry-org-token',
    name: 'sentry_auth_token',
    source: 'Sentry, organisation tokens',
    make: (r) => {
      const claims = { iat: 1_700_000_000.123, url: 'https://sentry.io', org: 'shop' };
      return `sntr${'ys_'}${Buffer.from(JSON.stringify(claims)).toString('base64')}_${pick(r, 'base64', 43)}`;
    },
  },
  {
    kind: 'sentry-secret-dsn',
    name: 'sentry_dsn',
    source: 'Sentry, DSN with a secret key (deprecated)',
    make: (r) => {
      const secret = pick(r, 'hex', 32);
      return {
        value: `https://${pick(r, 'hex', 32)}:${secret}@o4504.ingest.sentry.io/450${pick(r, 'digits', 4)}`,
        secret,
      };
    },
  },
  {
    kind: 'linear',
    name: 'linear_api_key',
    source: 'Linear, personal API keys',
    make: (r) => `lin${'_api_'}${pick(r, 'base62', 40)}`,
  },
  {
    kind: 'notion',
    name: 'notion_token',
    source: 'Notion, integration tokens',
    make: (r) => `nt${'n_'}${pick(r, 'digits', 11)}${pick(r, 'base62', 35)}`,
  },
  {
    kind: 'notion-of-old',
    name: 'notion_token',
    source: 'Notion, integration tokens before 2024',
    make: (r) => `secret${'_'}${pick(r, 'base62', 43)}`,
  },
  {
    kind: 'figma',
    name: 'figma_token',
    source: 'Figma REST API',
    make: (r) => `fig${'d_'}${pick(r, 'url', 40)}`,
  },
  {
    kind: 'shopify',
    name: 'shopify_access_token',
    source: 'Shopify, access tokens',
    make: (r) => `shp${'at_'}${pick(r, 'hex', 32)}`,
  },
  {
    kind: 'square',
    name: 'square_access_token',
    source: 'Square, access tokens',
    make: (r) => `EA${'AA'}E${pick(r, 'url', 59)}`,
  },
  {
    kind: 'square-oauth-secret',
    name: 'square_application_secret',
    source: 'Square, application secrets',
    make: (r) => `sq0${'csp-'}${pick(r, 'url', 43)}`,
  },
  {
    kind: 'paypal-client-secret',
    name: 'paypal_client_secret',
    source: 'PayPal REST API, client secrets: 80 characters',
    make: (r) => `E${pick(r, 'url', 79)}`,
  },
  {
    kind: 'paypal-braintree',
    name: 'braintree_access_token',
    source: 'Braintree, access tokens',
    make: (r) => `access_token${'$production$'}${pick(r, 'lowerDigits', 16)}$${pick(r, 'hex', 32)}`,
  },
  {
    kind: 'atlassian',
    name: 'jira_api_token',
    source: 'Atlassian, API tokens',
    make: (r) => `ATA${'TT3xFfGF0'}${pick(r, 'url', 171)}=${pick(r, 'hex', 8).toUpperCase()}`,
  },
  {
    kind: 'firebase-messaging',
    name: 'fcm_server_key',
    source: 'Firebase Cloud Messaging, server keys',
    make: (r) => `AA${'AA'}${pick(r, 'url', 7)}:APA91b${pick(r, 'url', 134)}`,
  },
  {
    kind: 'airtable',
    name: 'airtable_api_key',
    source: 'Airtable, personal access tokens',
    make: (r) => `pa${'t'}${pick(r, 'base62', 14)}.${pick(r, 'hex', 64)}`,
  },
  {
    kind: 'postman',
    name: 'postman_api_key',
    source: 'Postman API',
    make: (r) => `PM${'AK-'}${pick(r, 'hex', 24)}-${pick(r, 'hex', 34)}`,
  },
  {
    kind: 'hubspot',
    name: 'hubspot_access_token',
    source: 'HubSpot, private apps',
    make: (r) => `pa${'t-'}na1-${uuid(r)}`,
  },
  {
    kind: 'doppler',
    name: 'doppler_token',
    source: 'Doppler, token formats',
    make: (r) => `dp${'.pt.'}${pick(r, 'base62', 43)}`,
  },
  {
    kind: 'sonarqube',
    name: 'sonar_token',
    source: 'SonarQube, user tokens',
    make: (r) => `sq${'u_'}${pick(r, 'hex', 40)}`,
  },
  {
    kind: 'algolia-admin',
    name: 'algolia_admin_api_key',
    source: 'Algolia, API keys: 32 hexadecimal digits',
    make: (r) => pick(r, 'hex', 32),
  },
  {
    kind: 'signing-secret',
    name: 'webhook_signing_secret',
    source: '32 bytes as base64',
    make: (r) => base64Bytes(r, 32),
  },
];
