/** Who sent a request: good keys and tokens name their caller, and nothing else passes for one. */

import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKey } from '../../../account/api-keys.ts';
import { createKeyRing } from '../../../account/key-ring.ts';
import { createIdentify, type IdentitySettings } from '../../../gateway/callers/identify.ts';
import type { Caller } from '../../../runtime/caller.ts';
import { seededRandom } from '../../../runtime/random.ts';
import { createMemoryRows } from '../../../stores/rows-memory.ts';
import { serveJson } from '../../helpers/json-server.ts';

const SECRET = 'a secret for the tokens of tests';
const NOW_SECONDS = Date.UTC(2026, 0, 15) / 1_000;
const clock = { nowMs: () => 0, date: () => new Date(NOW_SECONDS * 1_000) };
const rows = createMemoryRows();
const PRODUCTION: IdentitySettings = {
  TANDEM_PROFILE: 'production',
  TANDEM_JWT_SECRET: SECRET,
  TANDEM_JWKS_URL: undefined,
  TANDEM_AUDIENCE: 'tandem',
};

const identifyWith = (changes: Partial<IdentitySettings> = {}) =>
  createIdentify({ ...PRODUCTION, ...changes }, createKeyRing([rows], clock), clock);
const identify = identifyWith();
const whoSent = (credential: string): Promise<Caller> => identify({ authorization: `Bearer ${credential}` });

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const CLAIMS = { sub: 'ada', aud: 'tandem', tenant: 'acme', scope: 'jobs:read people:read', exp: NOW_SECONDS + 600 };

function token(changes: object = {}, secret = SECRET, header: object = { alg: 'HS256' }): string {
  const text = `${part(header)}.${part({ ...CLAIMS, ...changes })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const REFUSED = { status: 401, code: 'UNAUTHENTICATED', headers: { 'www-authenticate': 'Bearer' } };

describe('a request without credentials', () => {
  it('is anonymous in production, and may do everything in development', async () => {
    expect(await identify({})).toEqual({ id: 'anonymous', tenant: '', scopes: ['jobs:read'] });
    expect((await identifyWith({ TANDEM_PROFILE: 'development' })({})).scopes).toContain('admin');
  });

  it('does not let a bad token through in development either', async () => {
    const sent = identifyWith({ TANDEM_PROFILE: 'development' })({ authorization: 'Bearer nonsense' });
    await expect(sent).rejects.toMatchObject(REFUSED);
  });
});

describe('a token', () => {
  it('names a member of a tenant with scopes and a filter', async () => {
    const filter = { jobs: { workplaceTypes: ['REMOTE'] } };
    expect(await whoSent(token({ filter, scope: 'openid jobs:read' }))).toEqual({
      id: 'member:ada',
      tenant: 'acme',
      scopes: ['jobs:read'],
      filter,
    });
  });

  it.each([
    ['has this audience among others', { aud: ['x', 'tandem'] }],
    ['expired less than the clocks may differ ago', { exp: NOW_SECONDS - 29 }],
    ['is valid a little later', { nbf: NOW_SECONDS + 29 }],
  ])('is accepted when it %s', async (_name, changes) => {
    expect((await whoSent(token(changes))).tenant).toBe('acme');
  });

  it.each<readonly [string, string]>([
    ['is expired', token({ exp: NOW_SECONDS - 31 })],
    ['never expires', token({ exp: undefined })],
    ['is not valid yet', token({ nbf: NOW_SECONDS + 31 })],
    ['is for others', token({ aud: 'elsewhere' })],
    ['is for nobody', token({ aud: undefined })],
    ['names no member', token({ sub: undefined })],
    ['names no tenant', token({ tenant: undefined })],
    ['names the tenant of anonymous callers', token({ tenant: '' })],
    ['has a filter that nobody can read', token({ filter: { jobs: { workplace: 1 } } })],
    ['has a filter that no search takes', token({ filter: { jobs: { skills: Array(101).fill('SQL') } } })],
    ['is signed with another secret', token({}, 'another secret for tokens')],
    ['is not signed', `${part({ alg: 'none' })}.${part(CLAIMS)}.`],
    ['says that it is not signed', token({}, SECRET, { alg: 'none' })],
    ['names an algorithm without keys here', token({}, SECRET, { alg: 'RS256' })],
    ['is no token', 'nonsense'],
    ['is made of empty parts', '..'],
    ['has a header that is no object', `${part([])}.${part(CLAIMS)}.x`],
    ['names an extension that nobody knows', token({}, SECRET, { alg: 'HS256', crit: ['exp'], exp: 1 })],
    ['has parts for a secret of its own', `${part({ alg: 'HS256' })}.a.b.c.d`],
    ['has a time that is a text', token({ exp: 'tomorrow' })],
    ['has an audience that is a number', token({ aud: 7 })],
    ['is a key of nobody', `tk_${'x'.repeat(48)}`],
    ['is a key cut short', 'tk_short'],
  ])('is refused when it %s', async (_name, credential) => {
    await expect(whoSent(credential)).rejects.toMatchObject(REFUSED);
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', token()])('has to come as a bearer: %s', async (authorization) => {
    await expect(identify({ authorization })).rejects.toMatchObject(REFUSED);
  });
});

it('a defect of ours while a token is checked is not told as a fault of its sender', async () => {
  const date = (): Date => {
    throw new TypeError('a defect of ours');
  };
  const broken = createIdentify(PRODUCTION, createKeyRing([rows], clock), { ...clock, date });
  await expect(broken({ authorization: `Bearer ${token()}` })).rejects.toThrow(TypeError);
});

describe('300 tampered credentials', () => {
  it('are all refused', async () => {
    const random = seededRandom(7);
    const { key } = await createKey([rows], { tenant: 'acme', scopes: [], filter: null, budget: {} }, clock.date());
    const good = [key, token(), token({ filter: { jobs: { skills: ['SQL'] } } })];
    for (const credential of good) expect((await whoSent(credential)).tenant).toBe('acme');
    const accepted: string[] = [];
    for (let count = 0; count < 300; count++) {
      const changed = tampered(good[count % good.length] ?? '', random);
      await whoSent(changed).then(
        () => accepted.push(changed),
        (error: { readonly status?: number }) => expect(error.status).toBe(401),
      );
    }
    expect(accepted).toEqual([]);
  });

  it('a last character that says the same bytes among them', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const good = token();
    const next = alphabet[alphabet.indexOf(good.at(-1) ?? '') + 1] ?? '';
    const changed = good.slice(0, -1) + next;
    expect(Buffer.from(changed.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(good.split('.')[2] ?? '', 'base64url'),
    );
    await expect(whoSent(changed)).rejects.toMatchObject(REFUSED);
  });
});

/** One character replaced, taken out, put in, or two parts of the text swapped. */
function tampered(text: string, random: () => number): string {
  const at = 3 + Math.floor(random() * (text.length - 4));
  const other = text[at] === 'A' ? 'B' : 'A';
  const ways = [
    text.slice(0, at) + other + text.slice(at + 1),
    text.slice(0, at) + text.slice(at + 1),
    `${text.slice(0, at)}${other}${text.slice(at)}`,
    text.slice(0, -1 - Math.floor(random() * 20)),
    `${text}${other}`,
  ];
  return ways[Math.floor(random() * ways.length)] ?? '';
}

describe('a token signed with a private key', () => {
  async function keySet() {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }];
    const state = { status: 200 };
    const server = await serveJson(async () => ({ status: state.status, body: { keys } }));
    onTestFinished(server.close);
    const sign = (kid = 'one') => new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
    return { url: `${server.url}/jwks.json`, sign, state, publicKey };
  }

  it('is checked with the public key of the set', async () => {
    const { url, sign } = await keySet();
    const caller = await identifyWith({ TANDEM_JWKS_URL: url })({ authorization: `Bearer ${await sign()}` });
    expect(caller).toMatchObject({ tenant: 'acme', id: 'member:ada' });
  });

  it('is refused when the set does not have its key, and when the public key was used as a secret', async () => {
    const { url, sign, publicKey } = await keySet();
    const ask = identifyWith({ TANDEM_JWKS_URL: url, TANDEM_JWT_SECRET: undefined });
    await expect(ask({ authorization: `Bearer ${await sign('two')}` })).rejects.toMatchObject(REFUSED);
    const confused = token({}, await exportSPKI(publicKey));
    await expect(ask({ authorization: `Bearer ${confused}` })).rejects.toMatchObject(REFUSED);
  });

  it('is neither accepted nor refused while the set cannot be read', async () => {
    const { url, sign, state } = await keySet();
    state.status = 500;
    const sent = identifyWith({ TANDEM_JWKS_URL: url })({ authorization: `Bearer ${await sign()}` });
    await expect(sent).rejects.toMatchObject({ status: 503, code: 'IDENTITY_UNAVAILABLE' });
    const away = identifyWith({ TANDEM_JWKS_URL: 'http://127.0.0.1:1/' })({ authorization: `Bearer ${await sign()}` });
    await expect(away).rejects.toMatchObject({ status: 503, code: 'IDENTITY_UNAVAILABLE' });
  });
});
