/** What a search may know of who asks: nothing without permission, then the profile and the home that were named. */
import { expect, it } from 'vitest';
import { viewerProfile } from '../../search/viewer-profile.ts';
import { putPreferences } from '../../stores/viewer-preferences.ts';
import { createTestSearch } from '../helpers/test-search.ts';

it('is nothing until the member allows it, whatever they named', async () => {
  const test = await createTestSearch();
  const context = test.context();
  const { rows } = test.services;
  const person = test.people.find(({ location }) => location?.id !== null) ?? test.people[0];
  const named = { profileId: person?.id ?? null, homePlaceId: null };
  expect(await viewerProfile(context)).toBeNull();
  await putPreferences(rows, context.caller, { allowProfileUse: false, ...named });
  expect(await viewerProfile(context)).toBeNull();
  await putPreferences(rows, context.caller, { allowProfileUse: true, ...named });
  expect(await viewerProfile(context)).toMatchObject({ person, homePlace: { id: person?.location?.id } });
  expect(await viewerProfile(test.context({ caller: { ...context.caller, id: 'another' } }))).toBeNull();
});

it('has the home that was chosen before that of the profile, and neither of what is gone', async () => {
  const test = await createTestSearch();
  const context = test.context();
  const homePlaceId = test.jobs.flatMap(({ locations }) => locations.flatMap(({ id }) => id ?? [])).at(-1) ?? null;
  const chosen = { allowProfileUse: true, profileId: test.jobs[0]?.id ?? null, homePlaceId };
  await putPreferences(test.services.rows, context.caller, chosen);
  expect(await viewerProfile(context)).toMatchObject({ person: null, homePlace: { id: homePlaceId } });
  await putPreferences(test.services.rows, context.caller, { ...chosen, homePlaceId: 'gone' });
  expect(await viewerProfile(context)).toEqual({ person: null, homePlace: null });
});
