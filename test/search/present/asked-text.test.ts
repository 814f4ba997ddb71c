/** Which words of a text passages look for, and which of them the text rules out. */
import { expect, it } from 'vitest';
import { contentStems } from '../../../models/text.ts';
import { askedText, unwantedForms, withoutTurns } from '../../../search/present/asked-text.ts';
import { recordLoader } from '../../../search/records.ts';
import { runSearch } from '../../../search/search.ts';
import { createTestSearch, jobRequest } from '../../helpers/test-search.ts';

it.each([
  ['no manager roles, analyst', 'no'],
  ['used to work at a mill, beekeeper', 'use'],
  ['potter without a kiln', 'without'],
  ['beekeeper anywhere except Delft', 'except'],
])('%j looks for no %j', (text, cue) => {
  expect(contentStems(withoutTurns(text))).not.toContain(cue);
});

it('looks for what the words are about, where it stands', () => {
  expect(withoutTurns('potter, not glass')).toBe('potter,     glass');
});

it('rules out the word and its plural, and no other word of one stem', () => {
  const forms = unwantedForms('no managers, analyst', []);
  expect(forms.has('manager')).toBe(true);
  expect(forms.has('management')).toBe(false);
});

it('leaves out of a text in capitals what is told as left out', async () => {
  const context = (await createTestSearch()).context();
  const page = await runSearch(jobRequest('CHEF WITHOUT WEEKENDS PLEASE'), context);
  const record = await recordLoader(context).load(page.searchId);
  expect(contentStems(askedText(record as NonNullable<typeof record>))).not.toContain('weekend');
});
