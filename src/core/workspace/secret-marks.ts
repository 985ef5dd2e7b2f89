/** A mark without which one of secretlint's rules finds nothing, and what must stand there for the rule to be run. */
export interface RuleMark {
  /** A literal in lower case, of three characters or more; found in any case. */
  readonly mark: string;
  /** What the rule's own pattern cannot do without from the mark on, and never more. */
  readonly pattern: RegExp;
}

const mark = (literal: string, pattern: string): RuleMark => ({
  mark: literal,
  pattern: new RegExp(pattern, 'y'),
});

/**
 * For each of secretlint's recommended rules its marks. Looking for all of them at once takes a fraction of the time of
 * running the rules. A rule without marks is not run, for the reason that stands beside it.
 */
export const secretMarks: Readonly<Record<string, readonly RuleMark[]>> = {
  '@secretlint/secretlint-rule-aws': [
    mark('secret_access', 'SECRET_?ACCESS|[Ss]ecret_?[Aa]ccess'),
    mark('secretaccess', '(?:SECRET|[Ss]ecret)(?:ACCESS|[Aa]ccess)'),
  ],
  // It reports the whole file; the key in it is found by `privateKeyRule`.
  '@secretlint/secretlint-rule-gcp': [],
  '@secretlint/secretlint-rule-npm': [
    mark('x-oauth-basic', 'x-oauth-basic'),
    mark('_authtoken', '_authToken'),
    mark('npm_', 'npm_[A-Za-z0-9_]{36}'),
  ],
  '@secretlint/secretlint-rule-slack': [
    mark('xox', 'xox[bpaor]-'),
    mark('xapp-', 'xapp-'),
    mark('hooks.slack.', '[hH][oO][oO][kK][sS]\\.[sS][lL][aA][cC][kK]\\.'),
  ],
  // It takes the whole address and knows few characters of passwords; `addressPasswordRule` takes the password.
  '@secretlint/secretlint-rule-basicauth': [],
  '@secretlint/secretlint-rule-openai': [mark('t3blbkfj', 'T3BlbkFJ')],
  '@secretlint/secretlint-rule-anthropic': [mark('sk-ant-', 'sk-ant-')],
  '@secretlint/secretlint-rule-groq': [mark('gsk_', 'gsk_[a-zA-Z0-9]{52}')],
  '@secretlint/secretlint-rule-huggingface': [mark('hf_', 'hf_[a-zA-Z]{34}')],
  '@secretlint/secretlint-rule-linear': [mark('lin_api_', 'lin_api_')],
  '@secretlint/secretlint-rule-notion': [mark('ntn_', 'ntn_[0-9]{11}')],
  // It wants plain base64 between the marks; `privateKeyRule` takes headers, quotes and escapes too.
  '@secretlint/secretlint-rule-privatekey': [],
  '@secretlint/secretlint-rule-sendgrid': [mark('sg.', 'SG\\.\\w{1,128}\\.\\w')],
  '@secretlint/secretlint-rule-shopify': [mark('shp', 'shp(?:pa|ca|at|ss)_')],
  '@secretlint/secretlint-rule-stripe': [mark('k_live_', 'k_live_'), mark('k_test_', 'k_test_')],
  '@secretlint/secretlint-rule-github': [
    ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => mark(prefix, `${prefix}[A-Za-z0-9_]`)),
    mark('github_pat_', 'github_pat_'),
  ],
  '@secretlint/secretlint-rule-gitlab': [mark('glpat-', 'glpat-')],
  '@secretlint/secretlint-rule-grafana': [
    mark('glc_', 'glc_[A-Za-z0-9+/]{32}'),
    mark('glsa_', 'glsa_[A-Za-z0-9]{32}'),
  ],
  '@secretlint/secretlint-rule-1password': [mark('ops_ey', 'ops_ey')],
  // As with basic authentication.
  '@secretlint/secretlint-rule-database-connection-string': [],
  '@secretlint/secretlint-rule-hashicorp-vault': [
    mark('hvs.', 'hvs\\.[A-Za-z0-9_-]{90}'),
    mark('hvb.', 'hvb\\.[A-Za-z0-9_-]{90}'),
    mark('hvr.', 'hvr\\.[A-Za-z0-9_-]{90}'),
  ],
  '@secretlint/secretlint-rule-vercel': ['p', 'i', 'a', 'r', 'k'].map((kind) =>
    mark(`vc${kind}_`, `vc${kind}_[A-Za-z0-9]{20}`),
  ),
  '@secretlint/secretlint-rule-databricks': [mark('dapi', 'dapi[A-Fa-f0-9]{32}')],
  '@secretlint/secretlint-rule-docker': [mark('dckr_pat_', 'dckr_pat_')],
  '@secretlint/secretlint-rule-figma': [mark('figd_', 'figd_')],
  '@secretlint/secretlint-rule-cloudflare': ['cfk_', 'cfut_', 'cfat_'].map((prefix) =>
    mark(prefix, `${prefix}[A-Za-z0-9]{40}`),
  ),
  '@secretlint/secretlint-rule-tailscale': [mark('tskey-', 'tskey-')],
  // It takes findings away at the word of a comment: what is in a repository must not be able to.
  '@secretlint/secretlint-rule-filter-comments': [],
};
