/** The texts of people searches stay out of the log of processes that were never asked with them, and of alerts after a restart. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createAlertWork } from '../../cli/alert-work.ts';
import { privateTexts } from '../../runtime/private-texts.ts';
import { createLogger } from '../../runtime/telemetry.ts';
import type { SearchServices } from '../../search/context.ts';
import { lastingRecordOf } from '../../search/lasting-record.ts';
import { createSearchMemory } from '../../search/memory.ts';
import { runSearch } from '../../search/search.ts';
import { savedSearchScope } from '../../stores/saved-searches.ts';
import { createInsightsSubgraph } from '../../subgraphs/insights.ts';
import { createRankingSubgraph } from '../../subgraphs/ranking.ts';
import { testConfig } from '../gateway/test-services.ts';
import { createTestSearch, peopleRequest, type TestSearch } from '../helpers/test-search.ts';

const TEXT = 'nurse with wards of zephyrine quatermain in umbrielic';
const SKILL = 'Vexillium repair';
const REQUEST = peopleRequest(TEXT, {
  filter: { skills: [SKILL, 'Nursing', 'Care', 'Teamwork'] },
  spellCorrect: false,
});
const SECRET = /zephyrine|quatermain|umbrielic|vexillium/i;
const MEMBER = { tenant: 'public', id: 'viewer' };
const FLOOD = 1_000;
/** A process that has read nothing yet. */
const forgetAll = (): void =>
  privateTexts.keep(Array.from({ length: FLOOD }, (_, at) => `text ${at} of nobody at all`));
const quoting = async (): Promise<never> => {
  throw new Error(`it broke at "${TEXT}", ${encodeURIComponent(SKILL)} and at «${TEXT.slice(5, 30)}»`);
};

describe('a process that only reads the record of a people search', () => {
  const lines: string[] = [];
  let search: TestSearch;
  let searchId = '';
  let matchId = '';
  /** With the stores of the other process, and none of its memory. */
  let services: SearchServices;

  beforeEach(async () => {
    lines.length = 0;
    search = await createTestSearch();
    const page = await runSearch(peopleRequest(TEXT), search.context());
    const first = page.edges[0];
    matchId = first?.matchId ?? '';
    searchId = page.searchId;
    const logger = createLogger('trace', { write: (line) => void lines.push(line) });
    services = { ...search.services, logger, memory: createSearchMemory() };
    forgetAll();
    await quoting().catch((err: unknown) => logger.warn({ err }, 'before'));
    expect(lines.join()).toMatch(SECRET);
    lines.length = 0;
  });

  it.each([
    ['insights', createInsightsSubgraph, 'snippets { text }'],
    ['ranking', createRankingSubgraph, 'relevance { score }'],
  ])('keeps its texts to itself: %s', async (_name, create, fields) => {
    const documents = { ...services.documents, getMany: quoting, get: quoting };
    const scores = { ...services.scores, getMany: quoting };
    const subgraph = create({ ...services, documents, scores } as SearchServices, 2_000);
    const query = `query($r: [_Any!]!) { _entities(representations: $r) { ... on PersonMatch { ${fields} } } }`;
    const variables = { r: [{ __typename: 'PersonMatch', id: matchId }] };
    const { services: _services, ...scope } = search.context();
    expect(matchId).not.toBe('');
    await subgraph.call({ query, variables, scope });
    await quoting().catch((err: unknown) => services.logger.warn({ err }, 'after'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => /zephyrine|quatermain|umbrielic/i.test(line))).toEqual([]);
  });

  it('does so for a search that was saved and whose own record is gone', async () => {
    const record = await recordOf(search, searchId);
    await services.rows.put(savedSearchScope(MEMBER), 's', {
      id: 's',
      name: 'n',
      alert: 'NEVER',
      createdAt: '',
      record,
    });
    await services.searchRecords.removeOf(record.askedBy ?? '', Number.POSITIVE_INFINITY);
    const gone = { ...services, searchRecords: { ...services.searchRecords, get: async () => null } };
    expect(await lastingRecordOf(searchId, { ...search.context(), services: gone })).toMatchObject({ text: TEXT });
    await quoting().catch((err: unknown) => services.logger.warn({ err }, 'after'));
    expect(lines.filter((line) => /zephyrine|quatermain|umbrielic/i.test(line))).toEqual([]);
  });

  it('does so for the alert of a saved search, with texts of its filter too', async () => {
    const { searchId: filtered } = await runSearch(REQUEST, search.context());
    const record = await recordOf(search, filtered);
    await services.rows.put(savedSearchScope(MEMBER), 's', {
      id: 's',
      name: 'n',
      alert: 'INSTANT',
      createdAt: '',
      record,
    });
    forgetAll();
    const pools = { ...services.pools, nearest: quoting, embed: quoting };
    const rows = { ...services.rows };
    const broken = { ...services, pools, searchRecords: { ...services.searchRecords, put: quoting } };
    const run = createAlertWork(testConfig(), { services: broken, wholeRows: rows }, ['people']);
    expect(await run()).toMatchObject({ due: 1 });
    await quoting().catch((err: unknown) => services.logger.warn({ err }, 'after'));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => SECRET.test(line))).toEqual([]);
  });
});

async function recordOf({ services }: TestSearch, id: string) {
  const record = await services.searchRecords.get(id);
  if (record === null) throw new Error('expected the record of a search that was made');
  const { results: _results, ...kept } = record;
  return kept;
}
