/** Searches that mean the member ("near me"), as a client of the gateway meets them: only with permission, and only for that member. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchRecordOf } from '../../search/records.ts';
import { runSearch } from '../../search/search.ts';
import type { Understanding } from '../../search/types.ts';
import { putPreferences } from '../../stores/viewer-preferences.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../helpers/test-search.ts';
import { GATEWAYS, type RunningGateway, startGateway } from './gateway-shapes.ts';
import { at, postGraphql, testConfig } from './test-services.ts';

const SEARCH =
  'query($text: String!, $ignore: [ID!]) { jobSearch(input: { text: $text, ignoreUnderstood: $ignore }, first: 50) { notices { code message ... on UnsupportedQueryNotice { ignoredText } } search { id text understanding { intent route summary rewrittenText facets { id field value sourceText negated hard } } } nodes { id } } }';
const MEMBER = { tenant: 'default', id: 'development' };

interface Found {
  readonly notices: readonly { readonly code: string; readonly ignoredText: string | null }[];
  readonly search: { readonly id: string; readonly text: string; readonly understanding: Understanding };
  readonly nodes: readonly { readonly id: string }[];
}

describe.each(GATEWAYS)('a gateway with its subgraphs %s, by %s:', (shape, engine) => {
  let test: TestSearch;
  let gateway: RunningGateway;
  beforeAll(async () => {
    test = await createTestSearch();
    gateway = await startGateway(
      shape,
      testConfig({ TANDEM_ENGINE: engine, TANDEM_DEADLINE_MS: '10000' }),
      test.services,
    );
  });
  afterAll(() => gateway.stop());

  const search = async (text: string, ignore: readonly string[] = []): Promise<Found> => {
    const { data, errors } = await postGraphql(gateway.url, { query: SEARCH, variables: { text, ignore } });
    expect(errors).toBeUndefined();
    return at(data, 'jobSearch') as Found;
  };
  const person = () =>
    test.people.find(({ work, location }) => location?.id && work.some(({ endDate }) => endDate === null));
  const allow = (allowProfileUse: boolean, profileId = person()?.id ?? null) =>
    putPreferences(test.services.rows, MEMBER, { allowProfileUse, profileId, homePlaceId: null });

  describe('without permission', () => {
    beforeEach(() => allow(false));

    it.each(['chef near me', 'jobs like my current one', 'remote jobs in my field'])(
      '%s leaves the phrase out, says so, and still finds the rest',
      async (text) => {
        const { notices, search: told, nodes } = await search(text);
        const [notice] = notices.filter(({ code }) => code === 'PART_IGNORED');
        expect(text).toContain(notice?.ignoredText);
        expect(nodes).not.toHaveLength(0);
        expect(told.text).toBe(text);
        expect(told.understanding.facets.map(({ sourceText }) => sourceText)).not.toContain(notice?.ignoredText);
      },
    );
  });

  describe('with permission', () => {
    beforeEach(() => allow(true));

    it('near me is the home of the profile, told with its words, and no notice stands beside it', async () => {
      const { notices, search: told } = await search('chef near me');
      expect(notices.filter(({ code }) => code === 'PART_IGNORED')).toEqual([]);
      const place = told.understanding.facets.find(({ field }) => field === 'location');
      expect(place).toMatchObject({ sourceText: 'near me', negated: false });
      expect(person()?.location?.name).toContain(place?.value);
      expect(told.understanding.rewrittenText).toContain(`in ${place?.value}`);
      expect(told.understanding.summary).toContain(place?.value);
      expect(told.text).toBe('chef near me');
    });

    it('what is like the current job has its role', async () => {
      const { search: told, nodes } = await search('jobs like my current one');
      const role = told.understanding.facets.find(({ field }) => field === 'title');
      const title = person()
        ?.work.find(({ endDate }) => endDate === null)
        ?.title.toLowerCase();
      expect(role?.sourceText).toBe('like my current one');
      expect(title).toContain(role?.value);
      expect(nodes).not.toHaveLength(0);
    });

    it('a client takes it away by its id, like any other reading', async () => {
      const first = await search('chef near me');
      const id = first.search.understanding.facets.find(({ field }) => field === 'location')?.id ?? '';
      const { search: told, notices } = await search('chef near me', [id]);
      expect(told.understanding.facets.map((facet) => facet.id)).not.toContain(id);
      expect(notices.map(({ code }) => code)).not.toContain('PART_IGNORED');
    });

    it('what the profile does not say is left out and told', async () => {
      await putPreferences(test.services.rows, MEMBER, { allowProfileUse: true, profileId: null, homePlaceId: null });
      const { notices } = await search('chef near me');
      expect(notices).toMatchObject([{ code: 'PART_IGNORED', ignoredText: 'near me' }]);
    });
  });
});

describe('what was read of a profile', () => {
  const caller = { id: 'one', tenant: 'public', scopes: ['jobs:read', 'people:read'] };
  const another = { ...caller, id: 'another' };
  const allowed = async (test: TestSearch) => {
    const profileId = test.people.find(({ location }) => location?.id)?.id ?? null;
    await putPreferences(test.services.rows, caller, { allowProfileUse: true, profileId, homePlaceId: null });
  };

  it('is read again by its member alone', async () => {
    const test = await createTestSearch();
    await allowed(test);
    const { searchId } = await runSearch(jobRequest('chef near me'), test.context({ caller }));
    expect(await searchRecordOf(searchId, test.context({ caller }))).toMatchObject({
      understanding: { usesProfile: true },
    });
    expect(await searchRecordOf(searchId, test.context({ caller: another }))).toBeNull();
  });

  it('is no part of the same text of another member who searches at the same time', async () => {
    const test = await createTestSearch();
    await allowed(test);
    const [own, other] = await Promise.all([
      runSearch(jobRequest('chef near me'), test.context({ caller })),
      runSearch(jobRequest('chef near me'), test.context({ caller: another })),
    ]);
    expect(own.notices).toEqual([]);
    expect(other.notices).toMatchObject([{ code: 'PART_IGNORED', ignoredText: 'near me' }]);
    expect(own.searchId).not.toBe(other.searchId);
  });

  it('stays out of the caches, the scores and the LLM, which see the rest of the text', async () => {
    const thoughts: string[] = [];
    const written: string[] = [];
    const base = await createTestSearch();
    const test = await createTestSearch({
      phrasing: {
        sentenceFor: (thought) => {
          thoughts.push(JSON.stringify(thought));
          return null;
        },
        settled: async () => undefined,
      },
      scores: {
        ...base.services.scores,
        putMany: async (scope, entries) => {
          written.push(scope, JSON.stringify(entries));
        },
      },
    });
    await allowed(test);
    const page = await runSearch(jobRequest('chef near me'), test.context({ caller }));
    expect(page.coverage.ranked).toBeGreaterThan(0);
    const { embeddings, cosines, readings } = test.services.memory;
    const place = test.people.find(({ location }) => location?.id)?.location?.name ?? 'nowhere';
    const kept = [...embeddings.keys(), ...cosines.keys(), ...readings.keys(), ...thoughts].join('\n');
    expect(kept).not.toContain(place);
    expect([...embeddings.keys(), ...cosines.keys(), ...written, ...thoughts]).toEqual([]);
    await runSearch(jobRequest('chef'), test.context({ caller }));
    expect([embeddings.size, cosines.size, written.length, thoughts.length].every((size) => size > 0)).toBe(true);
  });
});
