import { AppError, isAppError } from '../../base/app-error.ts';
import type { ResolvedModel } from '../../ports/model-directory.ts';
import type { Settings } from '../../settings/settings-table.ts';
import { isLoopbackHost } from './network-rule.ts';

/** @throws AppError `network-off` or `consent-required`: nothing is sent to `model`'s host */
export function assertMaySend(
  model: Pick<ResolvedModel, 'displayName' | 'location'>,
  settings: Pick<Settings, 'network' | 'allowedHosts'>,
  allowedHosts: readonly string[],
): void {
  const { host, kind } = model.location;
  if (settings.network === 'off')
    throw new AppError('network-off', `'network' is off: ${host} is not asked.`);
  if (settings.network === 'loopback' && !isLoopbackHost(host)) {
    throw new AppError('network-off', `'network' allows this machine only: ${host} is not asked.`);
  }
  if (kind === 'remote' && ![...settings.allowedHosts, ...allowedHosts].includes(host)) {
    const message = `${model.displayName} would get the contents of this repository at ${host}, and you have not agreed to that.`;
    throw new AppError('consent-required', message);
  }
}

/** The host that still needs consent; undefined where there is consent or none is needed. */
export function consentNeededFor(
  model: ResolvedModel,
  settings: Settings,
  allowedHosts: readonly string[],
): string | undefined {
  try {
    assertMaySend(model, settings, allowedHosts);
  } catch (error) {
    if (isAppError(error, 'consent-required')) return model.location.host;
  }
  return undefined;
}
