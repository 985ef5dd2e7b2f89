import { base64Bytes, managedPassword, pick, type SecretKind, uuid } from './secret-kind.ts';

/** Secrets of clouds and of what runs in them. Prefixes are put together, so that no scanner takes this file for a leak. */
export const cloudSecrets: readonly SecretKind[] = [
  {
    kind: 'aws-access-key-id',
    name: 'aws_access_key_id',
    source: 'AWS IAM user guide, unique identifiers',
    make: (r) => `AK${'IA'}${pick(r, 'base32', 16)}`,
  },
  {
    kind: 'aws-temporary-key-id',
    name: 'aws_access_key_id',
    source: 'AWS IAM user guide, unique identifiers',
    make: (r) => `AS${'IA'}${pick(r, 'base32', 16)}`,
  },
  {
    kind: 'aws-secret-access-key',
    name: 'aws_secret_access_key',
    source: 'AWS IAM user guide, access keys',
    make: (r) => pick(r, 'base64', 40),
  },
  {
    kind: 'google-api-key',
    name: 'google_maps_api_key',
    source: 'Google Cloud, API keys',
    make: (r) => `AI${'za'}Sy${pick(r, 'url', 33)}`,
  },
  {
    kind: 'google-oauth-client-secret',
    name: 'google_client_secret',
    source: 'Google identity, client secrets file',
    make: (r) => `GOC${'SPX-'}${pick(r, 'url', 28)}`,
  },
  {
    kind: 'google-oauth-access-token',
    name: 'access_token',
    source: 'Google identity, OAuth 2.0',
    make: (r) => `ya${'29.'}a0${pick(r, 'url', 160)}`,
  },
  {
    kind: 'azure-storage-key',
    name: 'storage_account_key',
    source: 'Azure Storage, account access keys: 64 bytes as base64',
    make: (r) => base64Bytes(r, 64),
  },
  {
    kind: 'azure-storage-connection-string',
    name: 'azure_storage_connection_string',
    source: 'Azure Storage, configure connection strings',
    make: (r) => {
      const secret = base64Bytes(r, 64);
      const value = `DefaultEndpointsProtocol=https;AccountName=shop${pick(r, 'digits', 3)};Account${'Key'}=${secret};EndpointSuffix=core.windows.net`;
      return { value, secret };
    },
  },
  {
    kind: 'azure-shared-access-signature',
    name: 'blob_url',
    source: 'Azure Storage, service SAS',
    make: (r) => {
      const secret = encodeURIComponent(base64Bytes(r, 32));
      const value = `https://shop.blob.core.windows.net/bills?sv=2023-11-03&st=2026-01-01T00%3A00%3A00Z&se=2027-01-01T00%3A00%3A00Z&sr=c&sp=rl&${'sig'}=${secret}`;
      return { value, secret };
    },
  },
  {
    kind: 'azure-client-secret',
    name: 'azure_client_secret',
    source: 'Microsoft Purview, Entra client secret',
    make: (r) => `${pick(r, 'base62', 3)}8Q${'~'}${pick(r, 'url', 34)}`,
  },
  {
    kind: 'azure-service-bus',
    name: 'service_bus_connection',
    source: 'Azure Service Bus, shared access',
    make: (r) => {
      const secret = base64Bytes(r, 32);
      const value = `Endpoint=sb://orders.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccess${'Key'}=${secret}`;
      return { value, secret };
    },
  },
  {
    kind: 'digitalocean-token',
    name: 'digitalocean_access_token',
    source: 'DigitalOcean API, token prefixes',
    make: (r) => `do${'p_v1_'}${pick(r, 'hex', 64)}`,
  },
  {
    kind: 'heroku-api-key',
    name: 'heroku_api_key',
    source: 'Heroku, token prefix HRKU',
    make: (r) => `HR${'KU-'}AA${pick(r, 'url', 58)}`,
  },
  {
    kind: 'heroku-api-key-of-old',
    name: 'heroku_api_key',
    source: 'Heroku Platform API, before prefixes: a UUID',
    make: uuid,
  },
  {
    kind: 'cloudflare-api-token',
    name: 'cloudflare_api_token',
    source: 'Cloudflare API, tokens: 40 characters',
    make: (r) => pick(r, 'url', 40),
  },
  {
    kind: 'cloudflare-scannable-token',
    name: 'cloudflare_api_token',
    source: 'Cloudflare API, token formats',
    make: (r) => `cf${'ut_'}${pick(r, 'base62', 40)}${pick(r, 'hex', 8)}`,
  },
  {
    kind: 'cloudflare-global-key',
    name: 'cloudflare_api_key',
    source: 'Cloudflare API, global API key: 37 hexadecimal digits',
    make: (r) => pick(r, 'hex', 37),
  },
  {
    kind: 'databricks-token',
    name: 'databricks_token',
    source: 'Databricks, personal access tokens',
    make: (r) => `da${'pi'}${pick(r, 'hex', 32)}`,
  },
  {
    kind: 'vault-service-token',
    name: 'vault_token',
    source: 'HashiCorp Vault, tokens',
    make: (r) => `hv${'s.'}${pick(r, 'url', 95)}`,
  },
  {
    kind: 'vault-token-of-old',
    name: 'vault_token',
    source: 'HashiCorp Vault before 1.10',
    make: (r) => `s${'.'}${pick(r, 'base62', 24)}`,
  },
  {
    kind: 'terraform-cloud-token',
    name: 'tfe_token',
    source: 'HCP Terraform, API tokens',
    make: (r) => `${pick(r, 'base62', 14)}.atlas${'v1.'}${pick(r, 'base62', 67)}`,
  },
  {
    kind: 'pulumi-token',
    name: 'pulumi_access_token',
    source: 'Pulumi Cloud, access tokens',
    make: (r) => `pu${'l-'}${pick(r, 'hex', 40)}`,
  },
  {
    kind: 'flyio-token',
    name: 'fly_api_token',
    source: 'Fly.io, access tokens',
    make: (r) => {
      const secret = `fm${'2_'}${base64Bytes(r, 120)}`;
      return { value: `FlyV1 ${secret}`, secret };
    },
  },
  {
    kind: 'planetscale-password',
    name: 'planetscale_password',
    source: 'PlanetScale, secret scanning',
    make: (r) => `pscale${'_pw_'}${pick(r, 'url', 43)}`,
  },
  {
    kind: 'supabase-token',
    name: 'supabase_access_token',
    source: 'Supabase, management API',
    make: (r) => `sb${'p_'}${pick(r, 'hex', 40)}`,
  },
  {
    kind: 'tailscale-key',
    name: 'ts_authkey',
    source: 'Tailscale, key prefixes',
    make: (r) => `ts${'key'}-auth-k${pick(r, 'base62', 10)}CNTRL-${pick(r, 'base62', 32)}`,
  },
  {
    kind: 'alibaba-access-key',
    name: 'alibaba_access_key_secret',
    source: 'Alibaba Cloud, AccessKey pair',
    make: (r) => pick(r, 'base62', 30),
  },
  {
    kind: 'kubernetes-basic-auth',
    name: 'registry_password',
    source: 'a password of a manager',
    make: (r) => managedPassword(r, 18),
  },
];
