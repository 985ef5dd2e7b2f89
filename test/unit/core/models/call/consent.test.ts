import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '../../../../../src/core/base/app-error.ts';
import { assertMaySend, consentNeededFor } from '../../../../../src/core/models/call/consent.ts';
import type { ModelLocation } from '../../../../../src/core/ports/model-directory.ts';
import { defaultSettings } from '../../../../../src/core/settings/settings-table.ts';
import { recordingModel } from '../../../../support/recording-model.ts';

type Network = 'off' | 'loopback' | 'all';

const rows: readonly (readonly [
  Network,
  ModelLocation,
  readonly string[],
  readonly string[],
  string | undefined,
])[] = [
  ['all', { kind: 'local', host: '127.0.0.1:1' }, [], [], undefined],
  ['all', { kind: 'remote', host: 'api.example.com' }, [], [], 'consent-required'],
  ['all', { kind: 'remote', host: 'api.example.com' }, ['api.example.com'], [], undefined],
  ['all', { kind: 'remote', host: 'api.example.com' }, [], ['api.example.com'], undefined],
  [
    'all',
    { kind: 'remote', host: 'api.example.com' },
    ['example.com'],
    ['other.example.com'],
    'consent-required',
  ],
  ['all', { kind: 'remote', host: 'api.example.com:8443' }, ['api.example.com'], [], 'consent-required'],
  ['all', { kind: 'remote', host: '127.0.0.1:1' }, [], [], 'consent-required'],
  ['loopback', { kind: 'local', host: '127.0.0.1:1' }, [], [], undefined],
  ['loopback', { kind: 'remote', host: '127.0.0.1:1' }, [], [], 'consent-required'],
  ['loopback', { kind: 'remote', host: '127.0.0.1:1' }, ['127.0.0.1:1'], [], undefined],
  ['loopback', { kind: 'remote', host: 'api.example.com' }, ['api.example.com'], [], 'network-off'],
  ['off', { kind: 'local', host: '127.0.0.1:1' }, [], [], 'network-off'],
  ['off', { kind: 'remote', host: 'api.example.com' }, ['api.example.com'], [], 'network-off'],
];

for (const [network, location, allowedHosts, given, code] of rows) {
  const agreed = [...allowedHosts, ...given].join(', ') || 'nobody';
  test(`network ${network}, a ${location.kind} model at ${location.host}, consent for ${agreed}: ${code ?? 'sent'}`, () => {
    const settings = { ...defaultSettings, network, allowedHosts: [...allowedHosts] };
    const model = recordingModel(() => ({}), { location });
    const send = () => assertMaySend(model, settings, given);
    if (code === undefined) send();
    else assert.throws(send, (error) => isAppError(error) && error.code === code);
    const needed = consentNeededFor(model, settings, given);
    assert.equal(needed, code === 'consent-required' ? location.host : undefined);
  });
}
