/** Roles that a text means and does not name. */
import { describe, expect, it } from 'vitest';
import type { TextReading } from '../../../models/understanding.ts';
import { understand } from '../../../search/understand/understand.ts';
import { SURE_READING } from '../../helpers/sure-reading.ts';
import { createTestSearch, jobRequest } from '../../helpers/test-search.ts';

const test = await createTestSearch();

const SURE: TextReading = {
  ...SURE_READING,
  roles: { none: 0.3, 'home health aide': 0.5, nurse: 0.1 },
};

async function rolesOf(text: string, reading: Partial<TextReading> = {}, ignoreUnderstood: readonly string[] = []) {
  const context = test.context();
  const pools = { ...test.pools, understand: async () => [{ ...SURE, ...reading }] };
  const services = { ...context.services, pools };
  const request = jobRequest(text, { ignoreUnderstood });
  const { facets } = await understand(request, test.indexes.current('jobs'), { ...context, services });
  return facets.filter(({ field }) => field === 'title').map(({ value }) => value);
}

describe('a role that no word names', () => {
  it('is read when the model is sure enough', async () => {
    expect(await rolesOf('take care of old folks')).toEqual(['home health aide']);
    expect(await rolesOf('take care of old people', { roles: { none: 0.8, 'home health aide': 0.1 } })).toEqual([]);
  });

  it('is left to the words where they name one', async () => {
    expect(await rolesOf('pastry cook who takes care of old folks')).not.toContain('home health aide');
  });

  it('can be left out, and is not read into what is no search', async () => {
    expect(await rolesOf('take care of my folks', {}, ['title:home health aide'])).toEqual([]);
    expect(await rolesOf('take care of folks here', { intents: { CAREER_ADVICE: 0.99 } })).toEqual([]);
  });
});
