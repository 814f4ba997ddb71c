/** Words that say a role is over are no roles themselves, whoever reads them. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { TextReading } from '../../../models/understanding.ts';
import { type Understood, understand } from '../../../search/understand/understand.ts';
import { SURE_READING } from '../../helpers/sure-reading.ts';
import { createTestSearch, jobRequest, peopleRequest, type TestSearch } from '../../helpers/test-search.ts';

let test: TestSearch;
beforeAll(async () => {
  test = await createTestSearch();
});

/** With `role` tagged by the model as a title, or read by rules alone. */
function read(vertical: 'jobs' | 'people', text: string, role?: string): Promise<Understood> {
  const context = test.context();
  const start = role === undefined ? 0 : text.indexOf(role);
  const span = { field: 'title', start, end: start + (role?.length ?? 0), confidence: 0.9, isNegated: false };
  const answer = async (): Promise<readonly TextReading[]> => [{ ...SURE_READING, spans: [span] }];
  const pools = role === undefined ? test.pools : { ...test.pools, understand: answer };
  const request = vertical === 'jobs' ? jobRequest(text) : peopleRequest(text);
  const services = { ...context.services, pools };
  return understand(request, test.indexes.current(vertical), { ...context, services });
}

const titlesIn = ({ facets }: Understood) =>
  facets.filter(({ field }) => field === 'title').map(({ value, tense }) => [value, tense]);

describe('a word that says a role is over', () => {
  it.each([
    ['former chef wants a quiet job', []],
    ['ex chef wants a quiet job', []],
    ['chef work, former nurse', [['chef', undefined]]],
    ['former', []],
  ])('is no wish for work: %s', async (text, titles) => {
    expect(titlesIn(await read('jobs', text))).toEqual(titles);
  });

  it.each([
    ['former chef wants a quiet job', 'former chef'],
    ['ex chef wants a quiet job', 'ex chef'],
    ['ex-beekeeper wants a quiet job', 'ex-beekeeper'],
    ['previously chef, something quiet', 'previously chef'],
    ['former', 'former'],
  ])('is none where the model takes it into a role: %s', async (text, role) => {
    expect(titlesIn(await read('jobs', text, role))).toEqual([]);
  });

  it.each([
    ['former nurse open to work', undefined, 'nurse'],
    ['former nurse in Leeds', 'former nurse', 'nurse'],
    ['ex beekeeper', 'ex beekeeper', 'beekeeper'],
    ['retired chefs', 'retired chefs', 'chef'],
  ])('tells what people were: %s', async (text, role, was) => {
    expect(titlesIn(await read('people', text, role))).toEqual([[was, 'over']]);
  });

  it.each(['alumni relations manager', 'past papers tutor'])('is part of a role in %s', async (text) => {
    expect(titlesIn(await read('jobs', text, text)).map(([value]) => value)).toEqual([text]);
  });
});
