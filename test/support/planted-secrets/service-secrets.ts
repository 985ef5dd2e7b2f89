import { pick, type SecretKind, withChecksum } from './secret-kind.ts';

/** Secrets of services for developers: code, chat, payments, models, packages. */
export const serviceSecrets: readonly SecretKind[] = [
  ...(
    [
      ['github-classic', 'github_token', 'gh', 'p_'],
      ['github-oauth', 'github_oauth_token', 'gh', 'o_'],
      ['github-app', 'github_app_token', 'gh', 's_'],
    ] as const
  ).map(
    ([kind, name, start, end]): SecretKind => ({
      kind,
      name,
      source: 'GitHub, token formats with a checksum',
      make: (r) => withChecksum(start + end, pick(r, 'base62', 30)),
    }),
  ),
  {
    kind: 'github-fine-grained',
    name: 'github_token',
    source: 'GitHub, token formats',
    make: (r) => `github${'_pat_'}${pick(r, 'base62', 22)}_${pick(r, 'base62', 59)}`,
  },
  {
    kind: 'gitlab-personal',
    name: 'gitlab_token',
    source: 'GitLab, token prefixes',
    make: (r) => `gl${'pat-'}${pick(r, 'url', 20)}`,
  },
  {
    kind: 'gitlab-routable',
    name: 'gitlab_token',
    source: 'GitLab, routable tokens',
    make: (r) => `gl${'pat-'}${pick(r, 'url', 27)}.0${pick(r, 'digits', 1)}.${pick(r, 'lowerDigits', 9)}`,
  },
  {
    kind: 'gitlab-runner',
    name: 'ci_runner_token',
    source: 'GitLab, token prefixes',
    make: (r) => `gl${'rt-'}${pick(r, 'url', 20)}`,
  },
  {
    kind: 'slack-bot',
    name: 'slack_bot_token',
    source: 'Slack API, token types',
    make: (r) => `xo${'xb-'}${pick(r, 'digits', 12)}-${pick(r, 'digits', 13)}-${pick(r, 'base62', 24)}`,
  },
  {
    kind: 'slack-user',
    name: 'slack_user_token',
    source: 'Slack API, token types',
    make: (r) =>
      `xo${'xp-'}${pick(r, 'digits', 12)}-${pick(r, 'digits', 12)}-${pick(r, 'digits', 13)}-${pick(r, 'hex', 32)}`,
  },
  {
    kind: 'slack-webhook',
    name: 'slack_webhook_url',
    source: 'Slack API, incoming webhooks',
    make: (r) => {
      const secret = pick(r, 'base62', 24);
      const [team, hook] = [pick(r, 'upperDigits', 8), pick(r, 'upperDigits', 10)];
      return { value: `https://hooks.${'slack'}.com/services/T${team}/B${hook}/${secret}`, secret };
    },
  },
  {
    kind: 'stripe-live',
    name: 'stripe_secret_key',
    source: 'Stripe, API keys',
    make: (r) => `sk${'_live_'}51${pick(r, 'base62', 97)}`,
  },
  {
    kind: 'stripe-restricted',
    name: 'stripe_key',
    source: 'Stripe, API keys',
    make: (r) => `rk${'_live_'}${pick(r, 'base62', 24)}`,
  },
  {
    kind: 'stripe-webhook',
    name: 'stripe_endpoint_secret',
    source: 'Stripe, webhook signatures',
    make: (r) => `wh${'sec_'}${pick(r, 'base62', 32)}`,
  },
  {
    kind: 'openai-project',
    name: 'openai_api_key',
    source: 'OpenAI, project keys',
    make: (r) => `sk-${'proj'}-${pick(r, 'url', 74)}T3Blbk${'FJ'}${pick(r, 'url', 73)}A`,
  },
  {
    kind: 'anthropic',
    name: 'anthropic_api_key',
    source: 'Anthropic, API keys',
    make: (r) => `sk-${'ant'}-api03-${pick(r, 'url', 93)}AA`,
  },
  {
    kind: 'anthropic-admin',
    name: 'anthropic_admin_key',
    source: 'Anthropic, Admin API',
    make: (r) => `sk-${'ant'}-admin01-${pick(r, 'url', 93)}AA`,
  },
  {
    kind: 'openrouter',
    name: 'openrouter_api_key',
    source: 'OpenRouter, authentication',
    make: (r) => `sk-${'or-v1'}-${pick(r, 'hex', 64)}`,
  },
  {
    kind: 'huggingface',
    name: 'hf_token',
    source: 'Hugging Face, user access tokens',
    make: (r) => `h${'f_'}${pick(r, 'letters', 34)}`,
  },
  {
    kind: 'replicate',
    name: 'replicate_api_token',
    source: 'Replicate, HTTP API',
    make: (r) => `r8${'_'}${pick(r, 'base62', 37)}`,
  },
  {
    kind: 'npm',
    name: 'npm_token',
    source: 'npm, token format with a checksum',
    make: (r) => withChecksum(`np${'m_'}`, pick(r, 'base62', 30)),
  },
  {
    kind: 'pypi',
    name: 'pypi_api_token',
    source: 'PyPI, API tokens (macaroons)',
    make: (r) => `py${'pi-'}AgEIcHlwaS5vcmcC${pick(r, 'url', 140)}`,
  },
  {
    kind: 'rubygems',
    name: 'gem_host_api_key',
    source: 'RubyGems, API keys',
    make: (r) => `ruby${'gems_'}${pick(r, 'hex', 48)}`,
  },
  {
    kind: 'crates-io',
    name: 'cargo_registry_token',
    source: 'crates.io, token prefix',
    make: (r) => `ci${'o'}${pick(r, 'base62', 32)}`,
  },
  {
    kind: 'docker-hub',
    name: 'docker_pat',
    source: 'Docker Hub, access tokens',
    make: (r) => `dckr${'_pat_'}${pick(r, 'url', 27)}`,
  },
];
