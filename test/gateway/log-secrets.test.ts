/** The log of a gateway whose callers are hostile and whose searches break in every way holds no secret. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createKey } from '../../account/api-keys.ts';
import { createLogger, type Logger } from '../../runtime/telemetry.ts';
import { type RunningGateway, startGateway } from './gateway-shapes.ts';
import {
  askForPeople,
  linesWithSecrets,
  SEARCHES,
  SECRET_VALUES,
  STRAY_KEY,
  sendOddRequests,
  tokenOf,
} from './hostile-log.ts';
import { createTestServices, testConfig } from './test-services.ts';

const earlier: string[] = [];
/** Errors that quote what was searched for, in the ways that libraries do. */
const FAILURES: readonly ((text: string) => unknown)[] = [
  (text) => new TypeError(`cannot read "${text}"`),
  (text) => new Error('the model refused', { cause: new Error(`input was ${text.slice(0, 40)}…`) }),
  (text) =>
    Object.assign(new Error('bad request'), {
      body: { query: text },
      input: text,
      request: { url: `http://h/?q=${encodeURIComponent(text)}`, path: `/?${new URLSearchParams({ q: text })}` },
    }),
  (text) => new AggregateError([new Error(text), new Error(text.toUpperCase())], `all failed for ${text}`),
  (text) => new Error(`${JSON.stringify({ error: { message: `token limit: ${text}` } })}`),
  (text) =>
    Object.assign(new Error(`connect to redis://user:pa55word-of-redis@10.0.0.1 for ${text}`), {
      headers: { authorization: 'Bearer s3cr3t-bearer-value', cookie: 'sid=s3cr3t-cookie' },
    }),
  (text) => new Error(`${'x '.repeat(1_980)}${text}`),
  () => new Error(`timed out: ${earlier.at(-50)}`),
  (text) => new Error(`signed with ${SECRET_VALUES.TANDEM_SECRET}, sent ${STRAY_KEY} of ${text}`),
  (text) => text,
];
let turn = 0;
vi.mock('../../search/search.ts', () => ({
  runSearch: async ({ text }: { readonly text: string }) => {
    earlier.push(text);
    turn += 1;
    throw FAILURES[turn % FAILURES.length]?.(text);
  },
}));

const REQUESTS = 60;
/** Their searches are fewer than may run at once. */
const AT_ONCE = 2;

describe('a log of searches that break', () => {
  const { services } = createTestServices();
  const lines: string[] = [];
  const credentials: string[] = [];
  let gateway: RunningGateway;

  beforeAll(async () => {
    for (const [name, value] of Object.entries(SECRET_VALUES)) vi.stubEnv(name, value);
    const logger: Logger = createLogger('trace', { write: (line) => void lines.push(line) });
    const limits = 'requestsPerSecond=1000000,pointsPerSecond=100000000';
    const config = testConfig({ TANDEM_PROFILE: 'production', TANDEM_LIMITS: limits, ...SECRET_VALUES });
    gateway = await startGateway('in one process', config, { ...services, logger });
    const made = { tenant: 'acme', scopes: ['people:read'], filter: null, budget: {} };
    const { key } = await createKey([services.rows], made, new Date());
    credentials.push(key, tokenOf('ada', Date.now() / 1_000 + 3_600));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await gateway.stop();
  });

  it('has a line for each, and no key, no token, no text of people search and no contact data', async () => {
    for (let at = 0; at < REQUESTS; at += AT_ONCE)
      await Promise.all(credentials.map((credential, place) => askForPeople(gateway.url, at + place, credential)));
    expect(linesWithSecrets(lines, credentials).slice(0, 3)).toEqual([]);
    const told = lines.filter((line) => line.includes('"path":["a') && line.includes('requestId'));
    expect(told).toHaveLength(REQUESTS * SEARCHES);
  }, 60_000);

  it('holds none of requests with bad credentials and of those that are no operation either', async () => {
    const [key = '', token = ''] = credentials;
    const bad = [key.slice(0, -1), `${token}x`, tokenOf('late', 1), 's3cr3t-nonsense'];
    const answers = await Promise.all(bad.map((credential, at) => askForPeople(gateway.url, at, credential)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    await sendOddRequests(gateway.url, key);
    expect(lines.length).toBeGreaterThan(REQUESTS * SEARCHES);
    expect(linesWithSecrets(lines, [...credentials, ...bad])).toEqual([]);
  }, 60_000);
});
