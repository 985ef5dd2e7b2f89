/**
 * For each of secretlint's recommended rules a pattern without which it finds nothing: what its own pattern cannot do
 * without, and never more. Looking for all of them at once takes a tenth of the time of running the rules.
 */
export const secretMarks: Readonly<Record<string, string | undefined>> = {
  '@secretlint/secretlint-rule-aws':
    '(?:A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}|(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)|[0-9]{4}-?[0-9]{4}-?[0-9]{4}',
  '@secretlint/secretlint-rule-gcp': 'private_key_id|\\\\u[0-9A-Fa-f]{4}',
  '@secretlint/secretlint-rule-npm': 'x-oauth-basic|_authToken|npm_[A-Za-z0-9_]{36}',
  '@secretlint/secretlint-rule-slack': 'xox[bpaor]-|xapp-|[hH][oO][oO][kK][sS]\\.[sS][lL][aA][cC][kK]\\.',
  '@secretlint/secretlint-rule-basicauth': '://[^:/\\s]{1,256}:[^@/\\s]{1,256}@',
  '@secretlint/secretlint-rule-openai': 'T3BlbkFJ',
  '@secretlint/secretlint-rule-anthropic': 'sk-ant-',
  '@secretlint/secretlint-rule-groq': 'gsk_[a-zA-Z0-9]{52}',
  '@secretlint/secretlint-rule-huggingface': 'hf_[a-zA-Z]{34}',
  '@secretlint/secretlint-rule-linear': 'lin_api_',
  '@secretlint/secretlint-rule-notion': 'ntn_[0-9]{11}',
  '@secretlint/secretlint-rule-privatekey': '-----BEGIN',
  '@secretlint/secretlint-rule-sendgrid': 'SG\\.\\w{1,128}\\.\\w',
  '@secretlint/secretlint-rule-shopify': 'shp(?:pa|ca|at|ss)_',
  '@secretlint/secretlint-rule-stripe': '[sr]k_(?:live|test)_',
  '@secretlint/secretlint-rule-github': 'gh[pousr]_[A-Za-z0-9_]|github_pat_',
  '@secretlint/secretlint-rule-gitlab': 'glpat-',
  '@secretlint/secretlint-rule-grafana': 'glc_[A-Za-z0-9+/]{32}|glsa_[A-Za-z0-9]{32}',
  '@secretlint/secretlint-rule-1password': 'ops_ey',
  // User and password stand before the host, as with basic authentication.
  '@secretlint/secretlint-rule-database-connection-string': '://[^:/\\s]{1,100}:[^@/\\s]{1,200}@',
  '@secretlint/secretlint-rule-hashicorp-vault': 'hv[sbr]\\.[A-Za-z0-9_-]{90}',
  '@secretlint/secretlint-rule-vercel': 'vc[piark]_[A-Za-z0-9]{20}',
  '@secretlint/secretlint-rule-databricks': 'dapi[A-Fa-f0-9]{32}',
  '@secretlint/secretlint-rule-docker': 'dckr_pat_',
  '@secretlint/secretlint-rule-figma': 'figd_',
  '@secretlint/secretlint-rule-cloudflare': 'cf(?:k|ut|at)_[A-Za-z0-9]{40}',
  '@secretlint/secretlint-rule-tailscale': 'tskey-',
  // It takes findings away and makes none.
  '@secretlint/secretlint-rule-filter-comments': undefined,
};

const anyMark = new RegExp(
  Object.values(secretMarks)
    .filter((mark) => mark !== undefined)
    .join('|'),
);

/** Whether one of secretlint's recommended rules could find something in `text`. */
export function mayHoldSecret(text: string): boolean {
  return anyMark.test(text);
}
