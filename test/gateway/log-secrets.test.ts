/** 10,000 log lines of a gateway whose callers are hostile and whose searches break in every way hold no secret. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../runtime/telemetry.ts';
import { startGateway } from './gateway-shapes.ts';
import { createTestServices, postGraphql, testConfig } from './test-services.ts';

/** Errors that quote what was searched for, in the ways that libraries do. */
const failures: readonly ((text: string) => unknown)[] = [
  (text) => new TypeError(`cannot read "${text}"`),
  (text) => new Error('the model refused', { cause: new Error(`input was ${text.slice(0, 40)}…`) }),
  (text) =>
    Object.assign(new Error('bad request'), {
      body: { query: text },
      input: text,
      request: { url: `http://h/?q=${text}` },
    }),
  (text) => new AggregateError([new Error(text), new Error(text.toUpperCase())], `all failed for ${text}`),
  (text) => new Error(`${JSON.stringify({ error: { message: `token limit: ${text}` } })}`),
  (text) =>
    Object.assign(new Error(`connect to redis://user:pa55word-of-redis@10.0.0.1 for ${text}`), {
      headers: { authorization: 'Bearer s3cr3t-bearer-value', cookie: 'sid=s3cr3t-cookie' },
    }),
  (text) => text,
];
let turn = 0;
vi.mock('../../search/search.ts', () => ({
  runSearch: async ({ text }: { readonly text: string }) => {
    turn += 1;
    throw failures[turn % failures.length]?.(text);
  },
}));

const KEY = 'tk_4f9Lq0aZr81Xw2Vt6Yb3Nc5Md7Ke';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzZWNyZXQifQ.c2lnbmF0dXJlLW9mLXNlY3JldA';
const MAIL = 'mira.okonkwo@example.org';
const PHONE = '+44 20 7946 0958';
/** Nothing that the program itself would say. */
const NAMES = ['Zephyrine Quatermain', 'Oluwaseun Brightwater', 'Ingeborg Vexillium'];
const LINES = 10_000;
const A_REQUEST = 10;
/** Fewer than may search at once. */
const AT_ONCE = 5;

describe('a log', () => {
  const { services } = createTestServices();
  const lines: string[] = [];
  const logger = createLogger('trace', { write: (line) => void lines.push(line) });
  const started = startGateway('in one process', testConfig(), { ...services, logger });
  afterAll(async () => (await started).stop());

  it('of a run with hostile callers holds no key, no token, no text of people search and no contact data', async () => {
    const { url } = await started;
    const aliases = Array.from({ length: A_REQUEST }, (_, at) => `a${at}: peopleSearch(input: $input) { totalCount }`);
    const query = `query Q($input: PeopleSearchInput!) { ${aliases.join(' ')} }`;
    const ask = async (at: number): Promise<void> => {
      const text = `${NAMES[at % NAMES.length]} ${at} ${at % 2 ? MAIL : PHONE} who fixes ${at % 3 ? KEY : 'turbines'}`;
      const headers = {
        authorization: `Bearer ${at % 2 ? KEY : JWT}`,
        cookie: `session=${JWT}`,
        'x-request-id': at % 5 === 0 ? KEY : `r${at}`,
      };
      await postGraphql(url, { query, variables: { input: { text } } }, headers);
    };
    for (let at = 0; at < LINES / A_REQUEST; at += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, place) => ask(at + place)));
    // What other parts of the program log comes from the same callers.
    for (let at = 0; lines.length < LINES; at += 1)
      logger.warn(
        { err: failures[at % failures.length]?.(`${NAMES[at % NAMES.length]} 1 ${MAIL} who fixes`) },
        `late ${KEY}`,
      );
    const secrets = [
      KEY,
      JWT,
      's3cr3t',
      'pa55word',
      MAIL,
      'okonkwo',
      PHONE,
      '7946',
      ...NAMES.flatMap((name) => name.split(' ')),
    ];
    const found = lines.filter((line) => secrets.some((secret) => line.toLowerCase().includes(secret.toLowerCase())));
    expect(found.slice(0, 3)).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(LINES);
    expect(lines.filter((line) => line.includes('"stack"') && line.includes('requestId')).length).toBeGreaterThan(
      LINES / 2,
    );
  }, 120_000);

  it('of texts inside the document, of requests that are no operation and of refused variables holds none either', async () => {
    const { url } = await started;
    lines.length = 0;
    await postGraphql(url, { query: `{ peopleSearch(input: { text: "${NAMES[0]} near Umbriel" }) { totalCount } }` });
    await postGraphql(url, {
      query: 'query Q($input: PeopleSearchInput!) { peopleSearch(input: $input) { totalCount } }',
      variables: { input: { text: [NAMES[1]] } },
    });
    await postGraphql(url, `{"query": "${NAMES[2]} ${KEY}`);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => /quatermain|umbriel|brightwater|vexillium|tk_4f9/i.test(line))).toEqual([]);
  });
});
