/** One npm package at an exact version, with the sha512 integrity its tarball must have. */
export interface PinnedPackage {
  name: string;
  version: string;
  integrity: string;
}

/** The Chromium taken from npm when the machine has none. */
export const chromiumPackage: PinnedPackage = {
  name: '@sparticuz/chromium',
  version: '153.0.0',
  integrity:
    'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};

/** The code-server release used when nothing else is asked for. */
export const defaultVscodeVersion = '4.139.1';

// code-server numbers its releases after VS Code's, but not always exactly: 4.134.0 carries VS Code 1.135.0.
const codeServerIntegrity: Record<string, string> = {
  '4.139.1':
    'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  '4.134.0':
    'sha512-4GOH1A0ivoU78xMnpmcE+eWv7jUNxpDFMQ12mLbzcmPi3zuREgyAd+/yH+e9vf/ds/+AXJfj6W2N1kzCvsaA/A==',
};

/**
 * The code-server package that carries VS Code's server and web workbench.
 * `version` falls back to the LONGVIEW_VSCODE environment variable, then to the default.
 * Throws for a version without a recorded integrity.
 */
export function codeServerPackage(version?: string): PinnedPackage {
  const chosen = version ?? (process.env.LONGVIEW_VSCODE || defaultVscodeVersion);
  const integrity = codeServerIntegrity[chosen];
  if (!integrity) {
    const known = Object.keys(codeServerIntegrity).join(', ');
    throw new Error(`code-server ${chosen} is not pinned in pinned-packages.ts; known: ${known}`);
  }
  return { name: 'code-server', version: chosen, integrity };
}
