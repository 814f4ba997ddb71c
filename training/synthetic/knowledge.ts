/** The tables that writing and grading of synthetic queries read, with the roles of each document found once. */

import type { TandemDocument } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { TitleTables } from '../title-tables.ts';
import { type Roles, rolesOf } from './roles.ts';

export interface Knowledge {
  readonly titles: TitleTables;
  readonly places: Pick<Facts, 'placeById' | 'placesAround'>;
  readonly rolesOf: (document: TandemDocument) => Roles;
}

export function createKnowledge(titles: TitleTables, places: Knowledge['places']): Knowledge {
  const known = new WeakMap<TandemDocument, Roles>();
  return {
    titles,
    places,
    rolesOf: (document) => {
      const roles = known.get(document) ?? rolesOf(document, titles);
      known.set(document, roles);
      return roles;
    },
  };
}
