/** The mutations of account: what a member did, keeps and chooses. */

import { markSeen } from '../account/new-results.ts';
import { changePreferences } from '../account/preferences.ts';
import { createSavedSearch, deleteSavedSearch, updateSavedSearch } from '../account/saved-searches.ts';
import { trackEvents } from '../account/track-events.ts';
import { isAnonymous } from '../runtime/caller.ts';
import { randomId } from '../runtime/ids.ts';
import type { MutationResolvers, SearchEventInput } from '../schema/generated/account.ts';
import { isKnownDocument, searchOfEvents } from '../search/known-to-events.ts';
import { profileOwner } from '../search/profile-owner.ts';
import { searchRecordOf } from '../search/records.ts';
import { stateWhenAsked } from '../search/replay-search.ts';
import type { ActivityEvent } from '../stores/activity.ts';
import { memberKey } from '../stores/rows.ts';
import { forgetTold } from './saved-search-lists.ts';

/** The default of schema/account.graphql, for clients that send null. */
const DEFAULT_ALERT = 'DAILY';

export const accountMutations: MutationResolvers = {
  trackEvents: (_root, { input }, context) => {
    const { services, caller } = context;
    const known = {
      search: (id: string) => searchOfEvents(id, context),
      isDocument: (id: string, searchId: string | null) => isKnownDocument(id, searchId, context),
    };
    const nowMs = services.clock.date().getTime();
    const by = { member: memberKey(caller), isStranger: isAnonymous(caller), rows: services.rows, nowMs };
    return trackEvents(input.events.map(eventOf), known, by);
  },
  savedSearchCreate: async (_root, { input: { name, searchId, alert } }, context) => {
    const { services, caller } = context;
    const found = await searchRecordOf(searchId, context);
    const { results, ...record } = found ?? { results: null };
    return createSavedSearch(services.rows, caller, {
      id: randomId(),
      name,
      alert: alert ?? DEFAULT_ALERT,
      createdAt: services.clock.date().toISOString(),
      record: 'id' in record ? record : null,
      state: found && stateWhenAsked(found),
    });
  },
  savedSearchUpdate: (_root, { input: { id, name, alert } }, { services, caller }) => {
    const change = { name: name ?? null, alert: alert ?? null };
    return updateSavedSearch(services.rows, caller, id, change, services.clock.date().getTime());
  },
  savedSearchMarkSeen: (_root, { input: { id, documentIds } }, context) => {
    forgetTold(context);
    return markSeen(context.services.rows, context.caller, id, documentIds ?? null);
  },
  savedSearchDelete: async (_root, { input: { id } }, { services, caller }) => {
    const userErrors = await deleteSavedSearch(services.rows, caller, id);
    return { deletedId: userErrors.length === 0 ? id : null, userErrors };
  },
  viewerPreferencesUpdate: (_root, { input }, context) => {
    const { services, caller } = context;
    const { allowProfileUse } = input;
    // Null is no permission; only what is left out stays.
    const change = { ...input, allowProfileUse: allowProfileUse === null ? false : allowProfileUse };
    return changePreferences(services.rows, caller, change, {
      profileOwner: (id) => profileOwner(id, context),
      isPlace: (id) => services.facts.placeById(id) !== null,
    });
  },
};

function eventOf({ eventId, kind, searchId, documentIds, position, occurredAt }: SearchEventInput): ActivityEvent {
  return { eventId, kind, searchId: searchId ?? null, documentIds, position: position ?? null, occurredAt };
}
