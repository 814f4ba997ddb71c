/** Alerts of saved searches, as a client of the gateway meets them: what is new is told once, and to nobody else. */
import { afterEach, describe, expect, it } from 'vitest';
import { revokeKey } from '../../account/api-keys.ts';
import { eraseMember } from '../../account/erase-member.ts';
import { withVersion } from '../../ingest/normalise-parts.ts';
import { ALERT_TABLES } from '../../stores/alerts.ts';
import type { PersonDocument } from '../../stores/documents.ts';
import { removeExpired } from '../../stores/row-lifetimes.ts';
import { type AlertWorld, alertWorld, apiaryJob } from '../helpers/alert-world.ts';
import { serveJson } from '../helpers/json-server.ts';
import { GATEWAYS, type Shape } from './gateway-shapes.ts';
import { at } from './test-services.ts';

const LONG_MS = 60_000;
const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
const MEMBER = { tenant: 'default', id: 'development' };

const SEARCH = 'query($input: JobSearchInput!) { found: jobSearch(input: $input) { totalCount search { id } } }';
const PEOPLE = 'query($input: PeopleSearchInput!) { found: peopleSearch(input: $input) { totalCount search { id } } }';
const SAVE =
  'mutation($input: SavedSearchCreateInput!) { out: savedSearchCreate(input: $input) { savedSearch { id lastRunAt newResults { totalCount } } userErrors { code } } }';
const UPDATE =
  'mutation($input: SavedSearchUpdateInput!) { out: savedSearchUpdate(input: $input) { savedSearch { id } userErrors { code } } }';
const SEEN =
  'mutation($input: SavedSearchMarkSeenInput!) { out: savedSearchMarkSeen(input: $input) { savedSearch { newResults { totalCount } } userErrors { code field } } }';
const NEW =
  'query($first: Int, $after: String) { viewer { savedSearches { nodes { id name lastRunAt newResults(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id } edges { foundAt node { id ... on Job { title } ... on Person { displayName } } } } } } } }';

let world: AlertWorld;
afterEach(() => world.gateway.stop());

interface Saved {
  readonly id: string;
  readonly lastRunAt: string | null;
  readonly newResults: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly nodes: readonly { readonly id: string }[];
    readonly edges: readonly { readonly foundAt: string; readonly node: { readonly title?: string } }[];
  };
}

async function save(input: object, alert: string, key?: string, query = SEARCH): Promise<string> {
  const searchId = at(await world.ask(query, { input }, key), 'found.search.id');
  const made = await world.ask(SAVE, { input: { name: 'n', searchId, alert } }, key);
  expect(at(made, 'out')).toMatchObject({ savedSearch: { lastRunAt: null, newResults: { totalCount: 0 } } });
  return String(at(made, 'out.savedSearch.id'));
}

async function saved(key?: string, page: object = {}): Promise<readonly Saved[]> {
  return at(await world.ask(NEW, page, key), 'viewer.savedSearches.nodes') as readonly Saved[];
}

async function titles(key?: string): Promise<readonly string[]> {
  return (await saved(key)).flatMap(({ newResults }) => newResults.edges.map(({ node }) => node.title ?? ''));
}

const now = (ago = 0): string => new Date(world.test.clock.date().getTime() - ago).toISOString();

async function start(shape: Shape = 'in one process', settings: Readonly<Record<string, string>> = {}): Promise<void> {
  world = await alertWorld(shape, settings);
}

describe.each(GATEWAYS)('an alert behind a gateway with its subgraphs %s, by %s', (shape, engine) => {
  it(
    'tells nothing of what was there, then what came, once, until it was looked at',
    async () => {
      await start(shape, { TANDEM_ENGINE: engine });
      const old = apiaryJob(1, now(HOUR_MS));
      const base = [...world.test.jobs, old];
      await world.publish({ jobs: base });
      const id = await save({ text: 'apiary keeper' }, 'INSTANT');
      world.test.clock.advance(HOUR_MS);
      expect(await world.run()).toMatchObject({ results: 0, failed: 0 });

      const [one, two] = [apiaryJob(2, now()), apiaryJob(3, now())];
      world.test.clock.advance(HOUR_MS);
      await world.publish({ jobs: [...base, one, two] });
      expect(await world.run()).toMatchObject({ due: 1, run: 1, results: 2, failed: 0 });
      const [first] = await saved();
      expect(first).toMatchObject({ id, lastRunAt: now(), newResults: { totalCount: 2 } });
      expect([...(await titles())].sort()).toEqual([one.title, two.title]);
      expect(first?.newResults.edges.map(({ foundAt }) => foundAt)).toEqual([now(), now()]);

      await world.publish({ jobs: [...base, one, two] });
      expect(await world.run()).toMatchObject({ due: 1, run: 1, results: 0 });
      expect(await saved()).toMatchObject([{ newResults: { totalCount: 2 } }]);
      expect(at(await world.ask(SEEN, { input: { id, documentIds: [one.id] } }), 'out')).toEqual({
        savedSearch: { newResults: { totalCount: 1 } },
        userErrors: [],
      });
      await world.publish({ jobs: [...base, one] });
      expect(await titles()).toEqual([]);
      await world.publish({ jobs: [...base, one, two] });
      await world.run();
      expect(await titles()).toEqual([two.title]);
      expect(at(await world.ask(SEEN, { input: { id } }), 'out.savedSearch.newResults.totalCount')).toBe(0);
    },
    LONG_MS,
  );
});

describe('new results', () => {
  it(
    'are those that came late with a date of the last week, and those without a date, but nothing older',
    async () => {
      await start();
      await save({ text: 'apiary keeper' }, 'INSTANT');
      await world.run();
      const [late, dateless, old] = [apiaryJob(1, now(3 * DAY_MS)), apiaryJob(2, null), apiaryJob(3, now(9 * DAY_MS))];
      await world.publish({ jobs: [...world.test.jobs, late, dateless, old] });
      expect(await world.run()).toMatchObject({ results: 2 });
      expect([...(await titles())].sort()).toEqual([late.title, dateless.title]);
    },
    LONG_MS,
  );

  it(
    'are not told again of a posting that gets another date',
    async () => {
      await start();
      const was = apiaryJob(1, now(30 * DAY_MS));
      await world.publish({ jobs: [...world.test.jobs, was] });
      await save({ text: 'apiary keeper' }, 'INSTANT');
      await world.run();
      await world.publish({ jobs: [...world.test.jobs, apiaryJob(1, now())] });
      expect(await world.run()).toMatchObject({ run: 1, results: 0 });
    },
    LONG_MS,
  );

  it(
    'keep the filter of the search and what it was to leave out of its text, whatever its order was',
    async () => {
      await start();
      await save(
        { text: 'apiary keeper', filter: { employmentTypes: ['PART_TIME'] }, sort: 'SALARY_HIGH_TO_LOW' },
        'INSTANT',
      );
      const [whole, half] = [apiaryJob(1, now()), apiaryJob(2, now(), { employmentTypes: ['PART_TIME'] })];
      await world.publish({ jobs: [...world.test.jobs, whole, half] });
      expect(await world.run()).toMatchObject({ results: 1 });
      expect(await titles()).toEqual([half.title]);
    },
    LONG_MS,
  );

  it(
    'come in pages, the last found first, and a posting whose time is over is none',
    async () => {
      await start();
      const id = await save({ text: 'apiary keeper' }, 'INSTANT');
      const jobs = [...world.test.jobs];
      for (const number of [1, 2, 3, 4]) {
        world.test.clock.advance(HOUR_MS);
        const expiresAt = number === 4 ? now(-2 * HOUR_MS) : null;
        jobs.push(apiaryJob(number, now(), { expiresAt }));
        await world.publish({ jobs });
        expect(await world.run()).toMatchObject({ results: 1 });
      }
      world.test.clock.advance(3 * HOUR_MS);
      const [page] = await saved(undefined, { first: 2 });
      expect(page?.newResults).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
      expect(page?.newResults.edges.map(({ node }) => node.title)).toEqual([jobs.at(-2)?.title, jobs.at(-3)?.title]);
      await world.ask(SEEN, { input: { id, documentIds: page?.newResults.nodes.map((node) => node.id) } });
      const [rest] = await saved(undefined, { after: page?.newResults.pageInfo.endCursor });
      expect(rest?.newResults.edges.map(({ node }) => node.title)).toEqual([jobs.at(-4)?.title]);
      await expect(saved(undefined, { after: 'x' })).rejects.toThrow('BAD_USER_INPUT');
      const tooMany = world.ask(
        '{ viewer { savedSearches(first: 1) { nodes { newResults(first: 101) { totalCount } } } } }',
      );
      await expect(tooMany).rejects.toThrow('first must be 1 to 100, got 101');
    },
    LONG_MS,
  );

  it(
    'may be people, by when their profiles changed',
    async () => {
      await start();
      const [like] = world.test.people;
      if (like === undefined) throw new Error('the corpus has people');
      await save({ text: 'beekeeper' }, 'INSTANT', undefined, PEOPLE);
      await world.run();
      const { version: _version, ...rest } = like;
      const person = { ...rest, id: 'bees', headline: 'Beekeeper', updatedAt: now(), displayName: 'Zeno Marl' };
      await world.publish({ people: [...world.test.people, withVersion<PersonDocument>(person)] });
      expect(await world.run()).toMatchObject({ results: 1 });
      expect((await saved())[0]?.newResults.edges).toMatchObject([{ node: { displayName: 'Zeno Marl' } }]);
    },
    LONG_MS,
  );

  it(
    'need a saved search of the caller, and at most 100 ids to be marked',
    async () => {
      await start();
      const id = await save({ text: 'apiary keeper' }, 'INSTANT');
      const { key } = await world.addKey('acme');
      const codes = async (input: object, by?: string) =>
        at(await world.ask(SEEN, { input }, by), 'out.userErrors') as unknown;
      expect(await codes({ id }, key)).toEqual([{ code: 'NOT_FOUND', field: ['id'] }]);
      const documentIds = Array.from({ length: 101 }, String);
      expect(await codes({ id, documentIds })).toEqual([{ code: 'TOO_MANY', field: ['documentIds'] }]);
    },
    LONG_MS,
  );
});

describe('of what is new, an alert tells', () => {
  const away = { isAvailable: false, queuedItems: 0, itemsPerSecond: null };
  /** Relevance of postings by their titles; of all others as the fake ranker says. */
  const grade = (scores: Readonly<Record<string, number>>): void => {
    const pools = world.pools();
    const { score } = pools;
    pools.score = async (query, texts, options) =>
      (await score(query, texts, options)).map((outcome, index) => {
        const title = Object.keys(scores).find((each) => texts[index]?.includes(each));
        const wanted = title === undefined ? undefined : scores[title];
        return outcome.kind === 'missed' || wanted === undefined
          ? outcome
          : { ...outcome, scores: Float32Array.of(wanted) };
      });
  };
  const count = async (text: string) => at(await world.ask(SEARCH, { input: { text } }), 'found.totalCount');

  it(
    'what the ranker finds relevant, not all that matches, and reads nothing twice',
    async () => {
      await start();
      const text = 'apiary keeper';
      await save({ text }, 'INSTANT');
      const before = Number(await count(text));
      const fitting = apiaryJob(1, now(), { title: 'Apiary Keeper Clover' });
      const near = apiaryJob(2, now(), { title: 'Apiary Keeper Museum' });
      await world.publish({ jobs: [...world.test.jobs, fitting, near] });
      grade({ [fitting.title]: 0.63, [near.title]: 0.62 });
      expect(await world.run()).toMatchObject({ run: 1, results: 1, waiting: 0, failed: 0 });
      expect(await titles()).toEqual([fitting.title]);
      const read = world.pools().scoreCalls.map(({ query, texts }) => [query, texts.length]);
      expect(read).toEqual([[text, 2]]);
      expect(await count(text)).toBe(before + 2);
      await world.publish({});
      expect(await world.run()).toMatchObject({ run: 1, results: 0 });
      expect(world.pools().scoreCalls).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'the best first where there is no time for all, and the others at the next look, however often it runs',
    async () => {
      await start();
      await save({ text: 'apiary keeper' }, 'WEEKLY');
      const jobs = Array.from({ length: 25 }, (_, number) => apiaryJob(number + 1, now()));
      const [best] = jobs;
      await world.publish({ jobs: [...world.test.jobs, ...jobs] });
      world.pools().slm = { isAvailable: true, queuedItems: 0, itemsPerSecond: 0.1 };
      expect(await world.run()).toMatchObject({ due: 1, run: 1, results: 20, waiting: 5 });
      expect(await titles()).toContain(best?.title);
      expect(await world.run()).toMatchObject({ due: 1, run: 1, results: 5, waiting: 0 });
      expect(await world.run()).toMatchObject({ due: 0 });
      expect((await saved())[0]?.newResults.totalCount).toBe(25);
    },
    LONG_MS,
  );

  it(
    'nothing while the ranker is away, and all of it when it is back',
    async () => {
      await start();
      await save({ text: 'apiary keeper' }, 'INSTANT');
      await world.publish({ jobs: [...world.test.jobs, apiaryJob(1, now())] });
      const { slm } = world.pools();
      world.pools().slm = away;
      expect(await world.run()).toMatchObject({ due: 1, run: 0, failed: 1, results: 0 });
      world.pools().slm = slm;
      expect(await world.run()).toMatchObject({ due: 1, run: 1, failed: 0, results: 1 });
    },
    LONG_MS,
  );

  it.each([
    ['everything, where there is no text to read it by', { filter: { employmentTypes: ['PART_TIME'] } }],
    ['all that the text names, which a page shows first', { text: 'jobs at Harbour Lane Clinic' }],
  ])(
    '%s',
    async (_, input) => {
      await start();
      await save(input, 'INSTANT');
      const job = apiaryJob(1, now(), { employmentTypes: ['PART_TIME'] });
      await world.publish({ jobs: [...world.test.jobs, job] });
      world.pools().slm = away;
      expect(await world.run()).toMatchObject({ run: 1, failed: 0, results: 1 });
      expect(await titles()).toEqual([job.title]);
    },
    LONG_MS,
  );
});

describe('an alert runs', () => {
  it(
    'as often as its member wants: never, at once, daily, weekly',
    async () => {
      await start();
      const ids = new Map<string, string>();
      for (const alert of ['NEVER', 'INSTANT', 'DAILY', 'WEEKLY'])
        ids.set(alert, await save({ text: 'apiary keeper' }, alert));
      await world.publish({});
      expect(await world.run()).toMatchObject({ saved: 4, due: 3 });
      const due: number[] = [];
      for (const hours of [1, 23, 6 * 24, 24]) {
        world.test.clock.advance(hours * HOUR_MS);
        await world.publish({});
        due.push((await world.run()).due);
      }
      expect(due).toEqual([1, 2, 3, 2]);
      expect(await world.run()).toMatchObject({ due: 0 });
    },
    LONG_MS,
  );

  it(
    'from the moment it is switched on',
    async () => {
      await start();
      const id = await save({ text: 'apiary keeper' }, 'NEVER');
      world.test.clock.advance(HOUR_MS);
      const jobs = [...world.test.jobs, apiaryJob(1, now())];
      await world.publish({ jobs });
      world.test.clock.advance(HOUR_MS);
      await world.ask(UPDATE, { input: { id, alert: 'INSTANT' } });
      expect(await world.run()).toMatchObject({ due: 1, results: 0 });
      await world.publish({ jobs: [...jobs, apiaryJob(2, now())] });
      expect(await world.run()).toMatchObject({ results: 1 });
    },
    LONG_MS,
  );

  it(
    'again when it failed, and loses nothing; a list without meaning is no list',
    async () => {
      await start();
      await save({ text: 'apiary keeper' }, 'INSTANT');
      await world.run();
      await world.publish({ jobs: [...world.test.jobs, apiaryJob(1, now())] });
      world.pools().isEbrAway = true;
      world.test.services.memory.embeddings.clear();
      world.test.services.memory.cosines.clear();
      expect(await world.run()).toMatchObject({ due: 1, run: 0, failed: 1, results: 0 });
      world.pools().isEbrAway = false;
      expect(await world.run()).toMatchObject({ run: 1, failed: 0, results: 1 });
      const { values } = await world.test.services.metrics.alertRuns.get();
      expect(values.find(({ labels }) => labels.outcome === 'failed')?.value).toBe(1);
      expect((await world.test.services.metrics.alertResults.get()).values[0]?.value).toBe(1);
    },
    LONG_MS,
  );

  it(
    'with at most so many searches a run, and the others have their turn next',
    async () => {
      await start('in one process', { TANDEM_ALERTS_PER_RUN: '2' });
      for (const text of ['apiary keeper', 'bees', 'honey']) await save({ text }, 'DAILY');
      await world.publish({ jobs: [...world.test.jobs, apiaryJob(1, now())] });
      expect(await world.run()).toMatchObject({ due: 3, run: 2 });
      expect(await world.run()).toMatchObject({ due: 1, run: 1 });
      expect((await saved()).every(({ newResults }) => newResults.totalCount === 1)).toBe(true);
    },
    LONG_MS,
  );

  it(
    'behind everything that somebody waits for',
    async () => {
      await start();
      await save({ text: 'apiary keeper' }, 'INSTANT');
      await world.publish({});
      const lanes: string[] = [];
      world.beforeNearest(async ({ lane }) => {
        lanes.push(lane);
      });
      await world.run();
      expect(new Set(lanes)).toEqual(new Set(['batch']));
    },
    LONG_MS,
  );
});

describe('nobody is told', () => {
  it(
    "of another tenant's documents, and each tenant is of its own",
    async () => {
      await start();
      const keys = { acme: await world.addKey('acme'), brook: await world.addKey('brook') };
      for (const { key } of Object.values(keys)) await save({ text: 'apiary keeper' }, 'INSTANT', key);
      await world.run();
      const [open, own] = [apiaryJob(1, now()), apiaryJob(2, now(), { tenant: 'acme' })];
      await world.publish({ jobs: [...world.test.jobs, open, own] });
      expect(await world.run()).toMatchObject({ run: 2, results: 3 });
      expect([...(await titles(keys.acme.key))].sort()).toEqual([open.title, own.title]);
      expect(await titles(keys.brook.key)).toEqual([open.title]);
    },
    LONG_MS,
  );

  it(
    'of anything when the key was revoked',
    async () => {
      await start();
      const { rows, clock } = world.test.services;
      const { id, key } = await world.addKey('acme');
      await save({ text: 'apiary keeper' }, 'INSTANT', key);
      await revokeKey([rows], id, clock.date());
      await world.publish({ jobs: [...world.test.jobs, apiaryJob(1, now())] });
      expect(await world.run()).toMatchObject({ due: 1, skipped: 1, results: 0 });
      expect(await rows.owners('alerts')).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'after they are erased, also in the middle of a run, and nothing of them stays',
    async () => {
      await start();
      const { rows, clock } = world.test.services;
      await save({ text: 'apiary keeper' }, 'INSTANT');
      await world.publish({ jobs: [...world.test.jobs, apiaryJob(1, now())] });
      world.beforeNearest(async () => {
        await eraseMember(rows, MEMBER, clock.date().getTime());
      });
      expect(await world.run()).toMatchObject({ due: 1, skipped: 1, results: 0 });
      expect(await Promise.all(ALERT_TABLES.map((table) => rows.owners(table)))).toEqual(ALERT_TABLES.map(() => []));
      expect(await world.run()).toMatchObject({ saved: 0, due: 0 });
    },
    LONG_MS,
  );

  it(
    'of what a search found that was deleted, and what a killed run left behind goes with time',
    async () => {
      await start();
      const { rows, clock } = world.test.services;
      const id = await save({ text: 'apiary keeper' }, 'INSTANT');
      await world.publish({ jobs: [...world.test.jobs, apiaryJob(1, now())] });
      await world.run();
      await world.ask(SEEN, { input: { id } });
      await world.ask(`mutation { savedSearchDelete(input: { id: "${id}" }) { deletedId } }`);
      expect(await Promise.all(ALERT_TABLES.map((table) => rows.owners(table)))).toEqual(ALERT_TABLES.map(() => []));
      const left = { table: 'alerts', owner: JSON.stringify(['default', 'development']) } as const;
      await rows.put(left, `${id} x`, { foundAt: now(), awaitsWebhook: false });
      expect(await removeExpired(rows, clock.date().getTime())).toBe(1);
    },
    LONG_MS,
  );
});

it(
  'a webhook of the settings is sent what was found since it was set, and asked again when it did not take it',
  async () => {
    const bodies: unknown[] = [];
    const statuses = [302, 200];
    const hook = await serveJson(async ({ headers }, body) => {
      expect(headers['webhook-signature']).toMatch(/^v1,/);
      bodies.push(body);
      return { status: statuses.shift() ?? 500, body: {} };
    });
    try {
      const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
      await start('in one process', { TANDEM_ALERT_WEBHOOK_URL: hook.url, TANDEM_ALERT_WEBHOOK_SECRET: secret });
      const savedSearchId = await save({ text: 'apiary keeper' }, 'INSTANT');
      const job = apiaryJob(1, now());
      await world.publish({ jobs: [...world.test.jobs, job] });
      await world.run();
      await world.run();
      world.test.clock.advance(HOUR_MS);
      await world.run();
      await world.run();
      const body = { type: 'savedSearch.newResults', savedSearchId, documentIds: [job.id] };
      expect(bodies).toEqual([body, body]);
    } finally {
      await hook.close();
    }
  },
  LONG_MS,
);
