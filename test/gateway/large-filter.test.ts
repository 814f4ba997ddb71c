/** A key with the longest filter that a key can have is a caller like any other, and harms nobody. */
import '../helpers/fake-the-search.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../account/api-keys.ts';
import { parseCallerFilter } from '../../account/caller-filter.ts';
import { ARGUMENT_LIMITS } from '../../runtime/limits.ts';
import { sealCaller } from '../../subgraphs/sealed-caller.ts';
import { calls } from './fake-search.ts';
import { GATEWAYS, type RunningGateway, startGateway } from './gateway-shapes.ts';
import { createTestServices, postGraphql, testConfig } from './test-services.ts';

const QUERY = '{ jobSearch(input: { text: "nurse" }, first: 1) { totalCount } }';
/** More than the failures that open the breaker of a subgraph. */
const TIMES = 8;

/** Characters that grow most on their way: each is escaped where it stands and once more where it is signed. */
function longestFilter() {
  const { excludedIds, valueCharacters, callerFilterBytes } = ARGUMENT_LIMITS;
  const ids: string[] = [];
  const filter = { jobs: { excludeJobIds: ids }, people: { skills: ['SQL'] } };
  const left = () => callerFilterBytes - Buffer.byteLength(JSON.stringify(filter));
  while (ids.length < excludedIds && left() > 3) ids.push('"'.repeat(Math.min(valueCharacters, (left() - 3) / 2)));
  return filter;
}

describe.each(GATEWAYS)('a gateway with its subgraphs %s, by %s:', (shape, engine) => {
  const { services } = createTestServices();
  const filter = longestFilter();
  let gateway: RunningGateway;
  let key = '';
  beforeAll(async () => {
    const limits = 'requestsPerSecond=1000,pointsPerSecond=1000000';
    const config = testConfig({ TANDEM_PROFILE: 'production', TANDEM_ENGINE: engine, TANDEM_LIMITS: limits });
    gateway = await startGateway(shape, config, services);
    const made = { tenant: 'acme', scopes: ['jobs:read'], filter: parseCallerFilter(filter), budget: {} };
    ({ key } = await createKey([services.rows], made, services.clock.date()));
  });
  afterAll(() => gateway.stop());

  const ask = (authorization: Record<string, string>, extensions?: object) => {
    calls.length = 0;
    return postGraphql(gateway.url, { query: QUERY, extensions }, authorization);
  };

  it('a key with the longest filter searches with the whole of it, as often as it likes, and so does everybody', async () => {
    expect(Buffer.byteLength(JSON.stringify(filter))).toBeGreaterThan(ARGUMENT_LIMITS.callerFilterBytes - 8);
    for (let time = 0; time < TIMES; time += 1) {
      expect((await ask({ authorization: `Bearer ${key}` })).errors).toBeUndefined();
      expect(calls[0]?.context.caller).toMatchObject({ tenant: 'acme', filter });
    }
    expect((await ask({})).errors).toBeUndefined();
    expect(calls[0]?.context.caller).toMatchObject({ id: 'anonymous' });
  });

  it('what a client puts where the gateway tells the caller names nobody, signed or not', async () => {
    const admin = { id: 'key:1', tenant: 'acme', scopes: ['admin'] };
    const sealed = sealCaller(admin, 'operation', services.signer, services.clock);
    for (const tandemCaller of [admin, sealed]) {
      const { errors } = await ask({ 'x-tandem-caller': sealed }, { tandemCaller });
      expect(errors).toBeUndefined();
      expect(calls[0]?.context.caller).toMatchObject({ id: 'anonymous', tenant: '' });
    }
  });
});
