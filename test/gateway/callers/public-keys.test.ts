/** The public keys of tokens while their provider answers, is away, and talks nonsense. */
import { errors, exportJWK, generateKeyPair, type JWK, type JWTVerifyGetKey } from 'jose';
import { beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createPublicKeys } from '../../../gateway/callers/public-keys.ts';
import { serveJson } from '../../helpers/json-server.ts';
import { type ManualClock, manualClock } from '../../helpers/manual-clock.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const AWAY = { code: 'IDENTITY_UNAVAILABLE' };
const keyOf: Record<string, JWK> = {};

interface Provider {
  status: number;
  body: unknown;
  asked: number;
}

let clock: ManualClock;
let provider: Provider;
let keys: JWTVerifyGetKey;

beforeAll(async () => {
  for (const kid of ['one', 'two']) {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    keyOf[kid] = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  }
});

beforeEach(async () => {
  // The library looks at the time of the machine.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  provider = { status: 200, body: { keys: [keyOf.one] }, asked: 0 };
  const current = provider;
  const server = await serveJson(async () => {
    current.asked += 1;
    return current;
  });
  onTestFinished(server.close);
  clock = manualClock();
  keys = createPublicKeys(new URL(`${server.url}/jwks.json`), clock);
});

function pass(ms: number): void {
  clock.advance(ms);
  vi.setSystemTime(Date.now() + ms);
}
const ask = (kid = 'one') => keys({ alg: 'ES256', kid }, { payload: '', signature: '' });
const goAway = (): void => void Object.assign(provider, { status: 500, body: { error: 'away' } });

it('are read once, and again after ten minutes: a key that was taken back is good no longer', async () => {
  for (let time = 0; time < 5; time += 1) await ask();
  expect(provider.asked).toBe(1);
  provider.body = { keys: [keyOf.two] };
  pass(10 * MINUTE_MS - 1);
  expect(await ask()).toBeDefined();
  pass(1);
  await expect(ask()).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
  expect(await ask('two')).toBeDefined();
  expect(provider.asked).toBe(2);
});

it('that were told last serve for an hour while the provider is away, which is asked twice a minute', async () => {
  await ask();
  goAway();
  pass(10 * MINUTE_MS);
  for (let half = 0; half < 20; half += 1) {
    for (let time = 0; time < 10; time += 1) expect(await ask()).toBeDefined();
    pass(30 * SECOND_MS);
  }
  expect(provider.asked).toBe(1 + 20);
  pass(40 * MINUTE_MS - 1);
  expect(await ask()).toBeDefined();
  pass(1);
  await expect(ask()).rejects.toMatchObject(AWAY);
  Object.assign(provider, { status: 200, body: { keys: [keyOf.one] } });
  pass(30 * SECOND_MS);
  expect(await ask()).toBeDefined();
});

it.each<readonly [string, number, unknown]>([
  ['fails', 500, { keys: [] }],
  ['refuses', 404, {}],
  ['sends elsewhere', 302, {}],
  ['answers no set', 200, { keys: 'none' }],
  ['answers nothing of use', 200, null],
])(
  'of a provider that %s from the beginning are asked for twice a minute, however often strangers come',
  async (_name, status, body) => {
    Object.assign(provider, { status, body });
    for (let stranger = 0; stranger < 50; stranger += 1) {
      await expect(ask(`kid ${stranger}`)).rejects.toMatchObject(AWAY);
      if (stranger % 10 === 9) pass(30 * SECOND_MS);
    }
    expect(provider.asked).toBe(5);
    Object.assign(provider, { status: 200, body: { keys: [keyOf.one] } });
    expect(await ask()).toBeDefined();
  },
);

it('that nobody has are asked for twice a minute, and while the provider is away nobody can say', async () => {
  await ask();
  for (let stranger = 0; stranger < 20; stranger += 1)
    await expect(ask(`kid ${stranger}`)).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
  expect(provider.asked).toBe(1);
  pass(30 * SECOND_MS);
  goAway();
  for (let stranger = 0; stranger < 20; stranger += 1) await expect(ask(`kid ${stranger}`)).rejects.toMatchObject(AWAY);
  expect(provider.asked).toBe(2);
  expect(await ask()).toBeDefined();
});
