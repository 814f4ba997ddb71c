/** What is refused before the gate is paid, too: by its key or token where that is good, else by its address; every answer tells the cost. */

import '../../helpers/fake-the-search.ts';
import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { anonymousCaller } from '../../../account/viewer.ts';
import { payerOf } from '../../../gateway/gate/payer.ts';
import { productionGateway } from '../production-gateway.ts';
import { testConfig } from '../test-services.ts';

const SECRET = 'a secret of these tests only, long enough';
const CAPACITY = 20;
const settings = { TANDEM_JWT_SECRET: SECRET, TANDEM_LIMITS: 'requestsPerSecond=2' };

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(sub: string): string {
  const claims = {
    sub,
    tenant: 't',
    aud: 'tandem',
    scope: 'jobs:read jobs:write',
    exp: Math.ceil(Date.now() / 1_000) + 600,
  };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `Bearer ${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

interface Sent {
  readonly path?: string;
  readonly body?: string | Buffer<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}
const BAD_KEY = { authorization: `Bearer tk_${'x'.repeat(44)}` };
const GOOD = JSON.stringify({ query: '{ __typename }' });
const REFUSED: readonly (readonly [string, Sent, number])[] = [
  ['bodies that are no JSON', { body: '{' }, 400],
  ['bodies of another type', { headers: { 'content-type': 'text/plain' } }, 415],
  ['bodies that are too large', { body: JSON.stringify({ query: 'x'.repeat(300_000) }) }, 413],
  ['keys that nobody has', { headers: BAD_KEY }, 401],
  ['what is no key', { headers: { authorization: 'Basic eDp5' } }, 401],
  ['streams of no JSON', { path: '/graphql/stream', body: '[[' }, 400],
  // Yoga's own answer to who accepts application/json.
  ['streams without operation', { path: '/graphql/stream', body: '{}' }, 200],
  ['streams of what nobody accepts', { path: '/graphql/stream', headers: { accept: 'image/png' } }, 406],
  ['streams with keys that nobody has', { path: '/graphql/stream', headers: BAD_KEY }, 401],
  ['feeds of strangers', { path: '/ingest/jobs', headers: { 'content-type': 'application/x-ndjson' } }, 401],
  ['feeds with keys that nobody has', { path: '/ingest/jobs', headers: BAD_KEY }, 401],
  ['what is compressed', { body: gzipSync(GOOD), headers: { 'content-encoding': 'gzip' } }, 400],
];

describe.each(REFUSED)('%s', (_name, sent, status) => {
  const { url } = productionGateway([], settings);
  const ask = ({ path = '/graphql', body = GOOD, headers = {} }: Sent) =>
    fetch(`${url()}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

  it('end in 429 by address, and who holds a good token goes on', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 3 * CAPACITY && !statuses.includes(429); time += 1) {
      const answer = await ask(sent);
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(new Set(statuses)).toEqual(new Set([status, 429]));
    expect(statuses.length).toBeGreaterThan(CAPACITY);
    expect((await ask({ headers: { authorization: token('good') } })).status).toBe(200);
  });
});

describe('who holds a good token', () => {
  const { url } = productionGateway([], settings);
  const ask = (sub: string, { path = '/graphql', body = GOOD, headers = {} }: Sent) =>
    fetch(`${url()}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: token(sub), ...headers },
    });
  const aliases = `{ ${Array.from({ length: 20 }, (_, at) => `a${at}: __typename`).join(' ')} }`;
  const deep = `{ job(id: "x") ${'{ a '.repeat(20)}${'}'.repeat(20)} }`;
  const costly = `{ ${['a', 'b', 'c', 'd'].map((name) => `${name}: jobSearch(input: {}, first: 100) { edges { node { company { id } } } }`).join(' ')} }`;

  it.each([
    ['aliases', { body: JSON.stringify({ query: aliases }) }, 'TOO_MANY_ALIASES'],
    ['depth', { body: JSON.stringify({ query: deep }) }, 'OPERATION_TOO_DEEP'],
    ['cost', { body: JSON.stringify({ query: costly }) }, 'OPERATION_TOO_COSTLY'],
    ['introspection', { body: JSON.stringify({ query: '{ __schema { types { name } } }' }) }, 'INTROSPECTION_DISABLED'],
    ['an unknown hash', { body: JSON.stringify({ documentId: 'sha256:0' }) }, 'PERSISTED_OPERATION_NOT_FOUND'],
    ['no JSON', { body: '{' }, 'BAD_REQUEST'],
    ['no field of the graph', { body: JSON.stringify({ query: '{ a }' }) }, 'GRAPHQL_VALIDATION_FAILED'],
  ])('is told cost and rest when refused for %s', async (name, sent, code) => {
    const answer = await ask(name, sent);
    const { errors, extensions } = await answer.json();
    expect(errors[0].extensions.code).toBe(code);
    expect(extensions.cost).toEqual({ requested: 0, actual: 0, limit: 10_000, remaining: 10_000, restoreRate: 1_000 });
    expect(['limit', 'remaining'].map((one) => answer.headers.get(`ratelimit-${one}`))).toEqual(['20', '19']);
  });

  it.each(['application/json', 'text/event-stream', 'multipart/mixed', 'image/png'])(
    'is told the cost of a stream without operation as %s',
    async (accept) => {
      const answer = await ask(accept, { path: '/graphql/stream', body: '{}', headers: { accept } });
      expect(await answer.text()).toMatch(/"extensions":\{"cost":\{"requested":0,"actual":0,"limit":10000,/);
      expect(answer.headers.get('ratelimit-remaining')).toBe('19');
    },
  );

  it('pays what is refused, feeds too, of its own budget and not of the address', async () => {
    const feed = { path: '/ingest/people', headers: { 'content-type': 'application/x-ndjson' } };
    const answers = [
      await ask('one', { body: '{' }),
      await ask('one', feed),
      await ask('one', { path: '/graphql/stream', body: '{}' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 403, 200]);
    expect((await ask('one', {})).headers.get('ratelimit-remaining')).toBe('16');
    let last = await ask('two', { body: '{' });
    for (let time = 0; time < 3 * CAPACITY && last.status !== 429; time += 1) last = await ask('two', { body: '{' });
    expect(last.status).toBe(429);
    expect((await last.json()).extensions.cost).toMatchObject({ requested: 0, actual: 0, remaining: 10_000 });
    expect(
      (await fetch(`${url()}/graphql`, { method: 'POST', body: GOOD, headers: { 'content-type': 'application/json' } }))
        .status,
    ).toBe(200);
  });
});

describe('strangers pay', () => {
  const { TANDEM_LIMITS: limits } = testConfig();
  const idOf = (address: string): string => payerOf(anonymousCaller, address, limits).id;

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::1', true],
    ['2001:db8:1:2::', '2001:0db8:0001:0002:ffff:ffff:ffff:ffff', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['2001:db8::1', '2001:db8:0:0:9::', true],
    ['2001:db8::1', '2001:db8:1::1', false],
    ['64:ff9b::10.0.0.1', '64:ff9b::10.0.0.2', true],
    ['fe80::1%eth0', 'fe80::2', true],
    ['::1', '::2', true],
    ['::ffff:10.0.0.1', '10.0.0.1', true],
    ['::ffff:a00:1', '10.0.0.1', true],
    ['0:0:0:0:0:FFFF:10.0.0.1', '10.0.0.1', true],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.2', false],
    ['10.0.0.1', '10.0.0.2', false],
    ['64:ff9b::10.0.0.1', '::ffff:10.0.0.1', false],
    ['', '::', false],
  ])('for %s and %s out of one budget: %s', (one, other, isSame) => expect(idOf(one) === idOf(other)).toBe(isSame));
});
