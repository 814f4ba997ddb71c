/** What a search may know of the member who asks: only with their permission, and only what they named. */
import type { PersonDocument } from '../stores/documents.ts';
import type { GazetteerPlace } from '../stores/facts.ts';
import { preferencesOf } from '../stores/viewer-preferences.ts';
import type { SearchContext } from './context.ts';
import { documentOf } from './documents.ts';

export interface ViewerProfile {
  /** The member's own profile; null when none was named or it is gone. */
  readonly person: PersonDocument | null;
  /** Where the member lives: as chosen, else as the profile says; null when neither names a place of the gazetteer. */
  readonly homePlace: GazetteerPlace | null;
}

/** Null without permission. */
export async function viewerProfile(context: SearchContext): Promise<ViewerProfile | null> {
  const { services, caller } = context;
  const { allowProfileUse, profileId, homePlaceId } = await preferencesOf(services.rows, caller);
  if (!allowProfileUse) return null;
  const found = profileId === null ? null : await documentOf(profileId, context);
  const person = found?.kind === 'person' ? found : null;
  const placeId = homePlaceId ?? person?.location?.id ?? null;
  return { person, homePlace: placeId === null ? null : services.facts.placeById(placeId) };
}
