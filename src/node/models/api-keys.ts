import { AppError } from '../../core/index.ts';

/** Where keys come from. A key never appears in a message. */
export interface KeySources {
  /** The host's secret store; asked first. */
  readonly secrets?: ((name: string) => Promise<string | undefined>) | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The key of that name, or undefined.
 * @throws AppError `configuration` for one that cannot be sent: HTTP's own error message would repeat it
 */
export async function readApiKey(
  name: string,
  { secrets, environment }: KeySources,
): Promise<string | undefined> {
  const stored = (await secrets?.(name))?.trim();
  const key = stored ? stored : environment[name]?.trim();
  if (!key) return undefined;
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new AppError('configuration', `The key in ${name} holds characters that no key has. Set it again.`);
  }
  return key;
}
