import { isSampleToken } from './secret-value.ts';

/** How the tokens of one service look. */
export interface TokenFormat {
  readonly id: string;
  /** A literal that each token holds; letters in any case are looked for, the pattern decides. */
  readonly mark: string;
  /** What stands before the mark and belongs to the token. */
  readonly before?: string;
  /** From the mark on; a part in parentheses at its end is the secret, else all of it. Bounded repetitions only. */
  readonly pattern: string;
  readonly isSecret?: (token: string) => boolean;
  /** Where the provider publishes the format. */
  readonly source: string;
}

const row = (
  id: string,
  mark: string,
  rest: string,
  source: string,
  more: Pick<TokenFormat, 'before' | 'isSecret'> = {},
): TokenFormat => ({
  id,
  mark,
  pattern: mark.replaceAll(/[.$+]/g, '\\$&') + rest,
  source,
  ...more,
});

const word = '[A-Za-z0-9_-]';
const alphanumeric = '[A-Za-z0-9]';
const hex = '[0-9a-f]';
const noMore = '(?![A-Za-z0-9])';
const noMoreWord = '(?![A-Za-z0-9_-])';

/** Tokens that secretlint's recommended rules do not know, by the formats that their providers publish. */
export const tokenFormats: readonly TokenFormat[] = [
  ...['AKIA', 'ASIA', 'ABIA', 'ACCA'].map((mark) =>
    row('aws-access-key-id', mark, `[A-Z2-7]{16}${noMore}`, 'AWS IAM user guide: unique identifiers'),
  ),
  row('google-api-key', 'AIza', `${word}{35}${noMoreWord}`, 'Google Cloud: API keys'),
  row('google-client-secret', 'GOCSPX-', `${word}{28}${noMoreWord}`, 'Google identity: client secrets'),
  row('google-access-token', 'ya29.', `${word}{60,2000}`, 'Google identity: OAuth 2.0'),
  row('firebase-server-key', ':APA91b', `${word}{100,300}`, 'Firebase Cloud Messaging: server keys', {
    before: `AAAA${word}{7}`,
  }),
  ...['AccountKey=', 'SharedAccessKey=', 'SharedSecretKey='].map((mark) =>
    row('azure-key', mark, '([A-Za-z0-9+/]{40,90}={0,2})', 'Azure: connection strings'),
  ),
  row('azure-sas', 'sig=', '((?:[A-Za-z0-9]|%[0-9A-Fa-f]{2}|[+/]){43,70}=?)', 'Azure Storage: service SAS', {
    before: '[?&;]',
  }),
  ...['7Q~', '8Q~'].map((mark) =>
    row('azure-client-secret', mark, '[\\w~.-]{31,34}', 'Microsoft Purview: Entra client secret', {
      before: '[\\w~.-]{3}',
    }),
  ),
  ...['dop_v1_', 'doo_v1_', 'dor_v1_'].map((mark) =>
    row('digitalocean', mark, `${hex}{64}${noMore}`, 'DigitalOcean API: token prefixes'),
  ),
  row('heroku', 'HRKU-', `${word}{36,64}${noMoreWord}`, 'Heroku: token prefix'),
  row('terraform-cloud', '.atlasv1.', `${word}{60,80}`, 'HCP Terraform: API tokens', {
    before: `${alphanumeric}{14}`,
  }),
  row('pulumi', 'pul-', `${hex}{40}${noMore}`, 'Pulumi Cloud: access tokens'),
  ...['fm1r_', 'fm1a_', 'fm2_', 'fo1_'].map((mark) =>
    row('flyio', mark, '[A-Za-z0-9+/_,-]{40,3000}={0,2}', 'Fly.io: access tokens'),
  ),
  ...['pscale_pw_', 'pscale_tkn_', 'pscale_oauth_'].map((mark) =>
    row('planetscale', mark, '[\\w=.-]{32,64}', 'PlanetScale: secret scanning'),
  ),
  row('supabase', 'sbp_', `${hex}{40}${noMore}`, 'Supabase: management API'),
  row('supabase', 'sb_secret_', `${word}{20,64}`, 'Supabase: API keys'),
  ...['glptt-', 'gldt-', 'glrt-', 'glcbt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-', 'gloas-', 'glpat-'].map(
    (mark) =>
      row(
        'gitlab',
        mark,
        `${word}{20,300}(?:\\.[a-z0-9]{2}\\.[a-z0-9]{9})?`,
        'GitLab: token prefixes, routable tokens',
      ),
  ),
  row('gitlab', 'GR1348941', `${word}{20}${noMoreWord}`, 'GitLab: runner registration tokens'),
  row('slack', 'xoxe.xox', `[bp]-\\d-${word}{100,300}`, 'Slack API: token rotation'),
  row('slack', 'xoxe-', `\\d-${word}{100,300}`, 'Slack API: token rotation'),
  row('stripe', 'whsec_', '[A-Za-z0-9+/]{24,64}={0,2}', 'Stripe: webhook signatures'),
  ...['admin01-', 'oat01-', 'ort01-', 'sid01-'].map((kind) =>
    row('anthropic', `sk-ant-${kind}`, `${word}{60,140}`, 'Anthropic: key prefixes'),
  ),
  row('openrouter', 'sk-or-v1-', `${hex}{64}${noMore}`, 'OpenRouter: authentication'),
  ...['sk-proj-', 'sk-svcacct-', 'sk-admin-'].map((mark) =>
    row('openai', mark, `${word}{40,220}`, 'OpenAI: project and service account keys'),
  ),
  row('huggingface', 'hf_', `${alphanumeric}{34}${noMore}`, 'Hugging Face: access tokens', {
    isSecret: isMixed,
  }),
  row('replicate', 'r8_', `${alphanumeric}{37}${noMore}`, 'Replicate: HTTP API'),
  row('perplexity', 'pplx-', `${alphanumeric}{40,64}`, 'Perplexity: API keys'),
  row('xai', 'xai-', `${alphanumeric}{70,90}`, 'xAI: API keys'),
  row('langsmith', 'lsv2_', `(?:pt|sk)_${hex}{32}_${hex}{10}`, 'LangSmith: API keys'),
  row('pinecone', 'pcsk_', '\\w{40,90}', 'Pinecone: API keys'),
  row('pypi', 'pypi-AgE', `${word}{50,1000}`, 'PyPI: API tokens (macaroons)'),
  row('rubygems', 'rubygems_', `${hex}{48}${noMore}`, 'RubyGems: API keys'),
  row('crates-io', 'cio', `${alphanumeric}{32}${noMore}`, 'crates.io: token prefix', { isSecret: isMixed }),
  row('nuget', 'oy2', `[a-z0-9]{43}${noMore}`, 'NuGet: API keys'),
  row('docker', 'dckr_oat_', `${word}{27,40}`, 'Docker: organisation access tokens'),
  row('sendgrid', 'SG.', `${word}{22}\\.${word}{43}${noMoreWord}`, 'SendGrid: API keys'),
  row('brevo', 'xkeysib-', `${hex}{64}-${alphanumeric}{16}`, 'Brevo: API keys'),
  row('mailgun', 'key-', `${hex}{32}${noMore}`, 'Mailgun: API keys'),
  row('mailchimp', '-us', `\\d{1,2}${noMore}`, 'Mailchimp: Marketing API', { before: `${hex}{32}` }),
  row('telegram', ':AA', `${word}{33}${noMoreWord}`, 'Telegram Bot API: 8 to 10 digits and 35 characters', {
    before: '\\d{8,10}',
  }),
  row('discord-webhook', '/api/webhooks/', `\\d{17,20}/(${word}{60,80})`, 'Discord: webhooks', {
    before: 'discord(?:app)?\\.com',
  }),
  row('new-relic', 'NRAK-', `[A-Z0-9]{27}${noMore}`, 'New Relic: user keys'),
  row('sentry', 'sntrys_', '[A-Za-z0-9+/=_-]{60,500}', 'Sentry: organisation tokens'),
  row('sentry', 'sntryu_', `${hex}{64}`, 'Sentry: user tokens'),
  row('notion', 'secret_', `${alphanumeric}{43}${noMore}`, 'Notion: integration tokens before 2024', {
    isSecret: isMixed,
  }),
  ...['shppa_', 'shpca_', 'shpat_', 'shpss_', 'shpua_'].map((mark) =>
    row('shopify', mark, `[0-9a-fA-F]{32}${noMore}`, 'Shopify: access tokens'),
  ),
  row('square', 'EAAA', `${word}{60}${noMoreWord}`, 'Square: access tokens', { isSecret: isMixed }),
  ...['sq0csp-', 'sq0atp-'].map((mark) =>
    row('square', mark, `${word}{22,43}${noMoreWord}`, 'Square: OAuth'),
  ),
  row(
    'braintree',
    'access_token$',
    `(?:production|sandbox)\\$[a-z0-9]{16}\\$${hex}{32}`,
    'Braintree: access tokens',
  ),
  row('atlassian', 'ATATT3xFfG', '[\\w=-]{50,250}', 'Atlassian: API tokens'),
  ...['ATCTT3xFfG', 'ATBB'].map((mark) =>
    row('atlassian', mark, '[\\w=-]{28,250}', 'Bitbucket: access tokens, app passwords', {
      isSecret: isMixed,
    }),
  ),
  row('airtable', 'pat', `${alphanumeric}{14}\\.${hex}{64}${noMore}`, 'Airtable: personal access tokens'),
  row('postman', 'PMAK-', `${hex}{24}-${hex}{34}`, 'Postman: API keys'),
  ...['pat-na1-', 'pat-na2-', 'pat-eu1-'].map((mark) =>
    row('hubspot', mark, `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`, 'HubSpot: private apps'),
  ),
  ...['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.'].map((mark) =>
    row('doppler', mark, `(?:[a-z0-9_-]{2,35}\\.)?${alphanumeric}{40,44}`, 'Doppler: token formats'),
  ),
  ...['squ_', 'sqp_', 'sqa_'].map((mark) =>
    row('sonarqube', mark, `${hex}{40}${noMore}`, 'SonarQube: token types'),
  ),
  row('netlify', 'nfp_', `${alphanumeric}{36,40}`, 'Netlify: personal access tokens'),
  row('circleci', 'CCIPAT_', '\\w{40,90}', 'CircleCI: personal API tokens'),
  row('buildkite', 'bkua_', `${hex}{40}`, 'Buildkite: API access tokens'),
  row('dynatrace', 'dt0c01.', '[A-Z2-7]{24}\\.[A-Z2-7]{64}', 'Dynatrace: access tokens'),
  row('artifactory', 'AKCp', `${alphanumeric}{69}`, 'JFrog Artifactory: API keys'),
  row('contentful', 'CFPAT-', `${word}{43}`, 'Contentful: personal access tokens'),
  row('prefect', 'pnu_', `${alphanumeric}{36}${noMore}`, 'Prefect: API keys'),
  row('easypost', 'EZAK', `${alphanumeric}{54}`, 'EasyPost: API keys'),
  row(
    'plaid',
    'access-production-',
    `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`,
    'Plaid: access tokens',
  ),
  row(
    'launchdarkly',
    'api-',
    `${hex}{8}-${hex}{4}-4${hex}{3}-${hex}{4}-${hex}{12}`,
    'LaunchDarkly: access tokens',
  ),
  row('adafruit', 'aio_', `${alphanumeric}{28}${noMore}`, 'Adafruit IO: keys'),
  row('clojars', 'CLOJARS_', `${alphanumeric}{60}`, 'Clojars: deploy tokens'),
  row('age-key', 'AGE-SECRET-KEY-1', '[0-9A-Z]{58}', 'age: Bech32 of an X25519 identity'),
  row('jwt', 'eyJ', `${word}{8,2000}\\.eyJ${word}{8,8000}\\.${word}{16,2000}`, 'RFC 7519', {
    isSecret: (token) => !isSampleToken(token),
  }),
];

/** Capital and small letters and a digit: what a word behind a short mark does not have. */
function isMixed(token: string): boolean {
  const body = token.slice(4);
  return /[a-z]/.test(body) && /[A-Z]/.test(body) && /\d/.test(token);
}
