import type { Browser } from 'playwright-core';

const flags = [
  // Chromium's sandbox does not start as root or in most containers; the only page it opens is our own server's.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Every test runs as if offline, whatever the machine's network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
];

/**
 * Starts Chromium; the HEADED environment variable makes it visible.
 * Rejects, naming the library, when the machine lacks a system library that Chromium needs.
 */
export async function launchChromium(executablePath: string): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  try {
    return await chromium.launch({
      executablePath,
      headless: !process.env.HEADED,
      args: flags,
      // process-group.ts ends this process on signals, and Playwright ends Chromium when the process exits.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const library = /error while loading shared libraries: ([^\s:]+)/.exec(String(error))?.[1];
    if (!library) throw error;
    throw new Error(
      `Chromium needs the system library ${library}, which is missing. Install it (on Debian and Ubuntu: ` +
        'apt-get install libnss3 libnspr4 libexpat1), or set CHROMIUM to the path of an installed browser.',
      { cause: error },
    );
  }
}
