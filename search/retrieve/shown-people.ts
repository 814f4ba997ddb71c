/** Keeps hidden profiles from everybody who is no recruiter: out of results, counts and facets. */
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { hiddenPredicate } from '../../stores/profile-visibility.ts';
import type { SearchRequest } from '../types.ts';
import type { FilterPart } from './filters.ts';

export function shownPeople(request: SearchRequest, snapshot: IndexSnapshot): readonly FilterPart[] {
  const hidden = request.vertical === 'people' && request.seesHidden !== true ? hiddenPredicate(snapshot) : null;
  return hidden === null ? [] : [{ facet: null, predicate: { kind: 'not', of: hidden }, selected: [] }];
}
