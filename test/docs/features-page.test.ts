/** Every feature that the page names is shown by its operations: each is run through the gateway, over the demo documents. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FEATURES } from '../../docs/features-page.ts';
import { type RunningTandem, startTandem } from '../../main.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { distanceKm } from '../../stores/attribute-columns.ts';
import { at, postGraphql, testConfig } from '../gateway/test-services.ts';

/** The demo index is unpacked and read, and the machine may be busy. */
const START_MS = 120_000;

let folder = '';
let tandem: RunningTandem;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-features-'));
  const settings = { PORT: '0', TANDEM_DATA_DIR: folder, TANDEM_BACKEND: 'fake', TANDEM_DEADLINE_MS: '10000' };
  tandem = await startTandem(testConfig(settings));
}, START_MS);
afterAll(async () => {
  await tandem.stop();
  rmSync(folder, { recursive: true });
});

const read = (file: string): string => readFileSync(projectPath('schema', 'operations', file), 'utf8');

/** What stands in the variables of the examples, to the id that a client would put there. */
async function idsToPut(): Promise<ReadonlyMap<string, string>> {
  const query = '{ jobSearch(input: { text: "chef" }, first: 1) { search { id } nodes { id } } }';
  const { data } = await postGraphql(tandem.url, { query });
  const searchId = String(at(data, 'jobSearch.search.id'));
  const save = `mutation { out: savedSearchCreate(input: { name: "n", searchId: "${searchId}" }) { savedSearch { id } } }`;
  const saved = await postGraphql(tandem.url, { query: save });
  return new Map([
    ['put Search.id here', searchId],
    ['put SavedSearch.id here', String(at(saved.data, 'out.savedSearch.id'))],
    ['put Job.id here', String(at(data, 'jobSearch.nodes.0.id'))],
  ]);
}

const operations = [...new Set(FEATURES.flatMap((feature) => feature.operations))];

it.each(operations)('%s answers without an error and with something to show', async (name) => {
  let variables = read(`${name}.json`);
  for (const [placeholder, id] of await idsToPut()) variables = variables.replaceAll(placeholder, id);
  expect(variables).not.toMatch(/"put [A-Za-z.]+ here"/);
  const answer = await postGraphql(tandem.url, { query: read(`${name}.graphql`), variables: JSON.parse(variables) });
  expect(answer.errors).toBeUndefined();
  const [shown] = Object.values(answer.data as Record<string, Record<string, unknown> | null>);
  expect(shown).toBeTruthy();
  expect(shown?.userErrors ?? []).toEqual([]);
  const results = shown?.edges ?? shown?.nodes ?? [shown];
  expect(results).not.toHaveLength(0);
});

type Data = Readonly<Record<string, unknown>>;
type Change = (variables: Record<string, Record<string, unknown>>) => void;

async function answerOf(name: string, change: Change = () => undefined): Promise<Data> {
  let text = read(`${name}.json`);
  for (const [placeholder, id] of await idsToPut()) text = text.replaceAll(placeholder, id);
  const variables = JSON.parse(text);
  change(variables);
  const { data, errors } = await postGraphql(tandem.url, { query: read(`${name}.graphql`), variables });
  expect(errors).toBeUndefined();
  return data as Data;
}

const list = (data: Data, path: string): readonly Data[] => at(data, path) as readonly Data[];
const total = (data: Data): number => Number(at(data, 'jobSearch.totalCount'));

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Of the posting's nearest place. */
function nearestKm(locations: readonly Data[], asked: Point): number {
  const points = locations.map(({ latitude, longitude }) => [Number(latitude), Number(longitude)] as const);
  return Math.min(...points.map(([north, east]) => distanceKm(asked.latitude, asked.longitude, north, east)));
}

interface Showing {
  readonly feature: number;
  readonly operation: string;
  readonly what: string;
  readonly shows: (data: Data) => void | Promise<void>;
}

/** What the answer to the operation of a feature has to say, each beyond being there. */
const SHOWINGS: readonly Showing[] = [
  {
    feature: 1,
    operation: 'jobs',
    what: 'free text is answered and read',
    shows: (data) => expect(at(data, 'jobSearch.search.understanding.summary')).toMatch(/^Searching for/),
  },
  {
    feature: 2,
    operation: 'lookup',
    what: 'a name goes by keyword, and who is called so comes first',
    shows: (data) => {
      expect(at(data, 'peopleSearch.search.understanding.route')).toBe('KEYWORD');
      expect(JSON.stringify(at(data, 'peopleSearch.edges.0') ?? at(data, 'peopleSearch.nodes.0'))).toContain(
        'Karin Haugen',
      );
    },
  },
  {
    feature: 3,
    operation: 'exclude',
    what: 'neither what the text excludes nor the excluded id comes',
    shows: async (data) => {
      const left = (await idsToPut()).get('put Job.id here');
      const nodes = list(data, 'jobSearch.nodes');
      expect(nodes.map(({ id }) => id)).not.toContain(left);
      expect(nodes.map(({ workplaceType }) => workplaceType)).not.toContain('REMOTE');
      const facets = list(data, 'jobSearch.search.understanding.facets');
      expect(facets).toContainEqual(expect.objectContaining({ value: 'REMOTE', negated: true, hard: true }));
    },
  },
  {
    feature: 4,
    operation: 'facets',
    what: 'a facet counts values that its own filter leaves out, and marks the chosen ones',
    shows: (data) => {
      const values = at(data, 'jobSearch.facets.0.values') as readonly {
        value: string;
        selected: boolean;
        count: number;
      }[];
      expect(
        values
          .filter(({ selected }) => selected)
          .map(({ value }) => value)
          .sort(),
      ).toEqual(['HYBRID', 'REMOTE']);
      expect(values.some(({ selected, count }) => !selected && count > 0)).toBe(true);
    },
  },
  {
    feature: 5,
    operation: 'broaden',
    what: 'the nearest of a wide circle comes first',
    shows: async () => {
      const asked = at(JSON.parse(read('broaden.json')), 'input.filter.locations.0.point') as Point;
      const wide = await answerOf('broaden', ({ input }) => {
        Object.assign(input ?? {}, { filter: { locations: [{ point: asked, radiusKm: 2000 }] } });
      });
      const distances = list(wide, 'jobSearch.edges').map(({ node }) =>
        nearestKm(list(node as Data, 'locations'), asked),
      );
      expect(new Set(distances).size).toBeGreaterThan(2);
      expect(distances).toEqual([...distances].sort((a, b) => a - b));
    },
  },
  {
    feature: 6,
    operation: 'paging',
    what: 'the next page goes on where this one ends',
    shows: async (data) => {
      const next = await answerOf('paging', (variables) => {
        Object.assign(variables, { after: at(data, 'jobSearch.pageInfo.endCursor') });
      });
      expect(list(next, 'jobSearch.edges').map(({ match }) => (match as Data).position)).toEqual([6, 7, 8, 9, 10]);
    },
  },
  {
    feature: 7,
    operation: 'why',
    what: 'each match has reasons and a passage of it',
    shows: (data) => {
      for (const { match } of list(data, 'jobSearch.edges')) {
        expect(list(match as Data, 'explanation.reasons')).not.toHaveLength(0);
        expect(list(match as Data, 'snippets')).not.toHaveLength(0);
      }
    },
  },
  {
    feature: 8,
    operation: 'suggest',
    what: 'a slip is forgiven',
    shows: (data) => expect(list(data, 'jobSuggestions')[0]?.text).toMatch(/Software Eng/),
  },
  {
    feature: 9,
    operation: 'spelling',
    what: 'the corrected text is told, and can be refused',
    shows: async (data) => {
      expect(at(data, 'jobSearch.search.correctedText')).toBe('RN or accountant');
      expect(list(data, 'jobSearch.notices')).toContainEqual(expect.objectContaining({ code: 'SPELL_CORRECTED' }));
      const exact = await answerOf('spelling', ({ input }) => Object.assign(input ?? {}, { spellCorrect: false }));
      expect(at(exact, 'jobSearch.search.correctedText')).toBeNull();
    },
  },
  {
    feature: 10,
    operation: 'spelling',
    what: 'a short form is written out',
    shows: (data) =>
      expect(at(data, 'jobSearch.search.understanding.rewrittenText')).toBe('registered nurse or accountant'),
  },
  {
    feature: 11,
    operation: 'facets',
    what: 'the id of a counted place finds as many as were counted',
    shows: async (data) => {
      const facets = list(data, 'jobSearch.facets');
      const [place] = list(facets.find(({ field }) => field === 'LOCATION') ?? {}, 'values');
      const there = await answerOf('facets', ({ input }) => {
        Object.assign(input ?? {}, { filter: { ...(input?.filter as Data), locations: [{ placeId: place?.value }] } });
      });
      expect(total(there)).toBe(place?.count);
    },
  },
  {
    feature: 12,
    operation: 'pay',
    what: 'pay is of the currency, postings without it come where they are wanted, and nothing is over',
    shows: async (data) => {
      const nodes = list(data, 'jobSearch.nodes');
      expect(nodes).not.toHaveLength(0);
      for (const { salary, expiresAt } of nodes) {
        expect(salary).toMatchObject({ currency: 'EUR' });
        if (expiresAt !== null) expect(Date.parse(String(expiresAt))).toBeGreaterThan(Date.now());
      }
      const more = await answerOf('pay', ({ input }) => {
        const filter = {
          ...(input?.filter as Data),
          salary: { minimum: 40000, currency: 'EUR', includeUnstated: true },
        };
        Object.assign(input ?? {}, { filter });
      });
      expect(total(more)).toBeGreaterThan(total(data));
    },
  },
  {
    feature: 13,
    operation: 'company',
    what: 'no employer comes twice where one of each is asked',
    shows: async () => {
      const page = await answerOf('company', (variables) => Object.assign(variables, { first: 10 }));
      const employers = list(page, 'jobSearch.nodes').map((node) => at(node, 'company.id'));
      expect(employers).toHaveLength(10);
      expect(new Set(employers).size).toBe(10);
    },
  },
  {
    feature: 14,
    operation: 'broaden',
    what: 'a wider list says from where',
    shows: (data) =>
      expect(list(data, 'jobSearch.notices')).toContainEqual(
        expect.objectContaining({ code: 'BROADENED', fromPosition: total(data) + 1 }),
      ),
  },
  {
    feature: 15,
    operation: 'events',
    what: 'an event that is sent again is counted and ignored',
    shows: async () => {
      const again = await answerOf('events');
      expect(again).toMatchObject({ trackEvents: { acceptedCount: 0, duplicateCount: 2 } });
    },
  },
  {
    feature: 16,
    operation: 'nodes',
    what: 'who calls has a tenant and scopes',
    shows: (data) => {
      expect(at(data, 'viewer.tenant')).toBeTruthy();
      expect(at(data, 'viewer.scopes')).not.toHaveLength(0);
    },
  },
  {
    feature: 17,
    operation: 'tuning',
    what: 'the stages of ranking and the coverage are told',
    shows: (data) => {
      expect(list(data, 'jobSearch.search.ranking.stages').map(({ name }) => name)).toContain('rank');
      expect(at(data, 'jobSearch.coverage.rankedPlanned')).toBeGreaterThan(0);
    },
  },
  {
    feature: 18,
    operation: 'people',
    what: 'no contact data anywhere',
    shows: (data) => {
      expect(list(data, 'peopleSearch.edges')).not.toHaveLength(0);
      expect(JSON.stringify(data)).not.toMatch(/[\w.]+@[\w.]+\.\w+|\+\d[\d ]{8,}/);
    },
  },
];

it.each(SHOWINGS)('feature $feature, by $operation: $what', async ({ feature, operation, shows }) => {
  expect(FEATURES.find(({ number }) => number === feature)?.operations).toContain(operation);
  await shows(await answerOf(operation));
});

it('numbers its features in order, each with an operation', () => {
  const numbers = FEATURES.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(FEATURES.filter((feature) => feature.operations.length === 0)).toEqual([]);
});
