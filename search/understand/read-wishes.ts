/** Gathers what a text asks for, by rules and by the model, before it is known what kind of text it is. */
import type { TextReading } from '../../models/understanding.ts';
import type { Mask } from '../../stores/attributes.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchRequest } from '../types.ts';
import type { ExactDocument } from './exact-document.ts';
import { withExclusions } from './exclusions.ts';
import { withPolicy } from './facet-policy.ts';
import type { Gazetteers } from './facets.ts';
import { formerRoles } from './former-roles.ts';
import { heldAgainstText } from './held-against-text.ts';
import type { IgnoredPart } from './ignored-part.ts';
import { mergeFacets } from './merge-facets.ts';
import type { MinusRead } from './minus-words.ts';
import { modelFacets } from './model-facets.ts';
import { withNegations } from './negation.ts';
import type { ReadFacet } from './read-facet.ts';
import { withTense } from './tense.ts';

export interface ReadByRules {
  readonly request: SearchRequest;
  readonly text: string;
  readonly correctedText: string | null;
  readonly searchedText: string;
  readonly minus: MinusRead;
  readonly canRead: boolean;
  /** As `canRead`, whatever language the caller states. */
  readonly looksReadable: boolean;
  readonly exact: ExactDocument | null;
  readonly byRules: readonly ReadFacet[];
  readonly gazetteers: Gazetteers;
  readonly snapshot: IndexSnapshot;
  /** [size], 1 for what the caller may see; null for everything. */
  readonly visible: Mask | null;
}

/** What a text asks for, before it is known what kind of text it is. */
export interface Wishes {
  readonly isUnsafe: boolean;
  /** With what the client does not want to be understood; nothing of a refused text, which is not repeated in parts. */
  readonly kept: readonly ReadFacet[];
  readonly named: readonly ReadFacet[];
  /** Roles that somebody has behind them. */
  readonly former: readonly ReadFacet[];
  /** Cannot be searched by. */
  readonly leftOut: readonly IgnoredPart[];
  /** Excludes nothing, or not all that it says. */
  readonly unexcluded: readonly IgnoredPart[];
}

export function readWishes(parts: ReadByRules, model: TextReading | null, isUnsafe: boolean): Wishes {
  const { request, searchedText: text, minus, byRules, gazetteers } = parts;
  const byModel = model === null ? [] : withNegations(minus.plain, modelFacets(minus.plain, model, gazetteers));
  const merged = model === null ? byRules : mergeFacets(byRules, byModel);
  const { facets: found, ignored: leftOut } = heldAgainstText(minus.plain, merged, gazetteers.facts);
  const { facets, ignored: unexcluded } = withExclusions(
    { text, quoted: quotedOf(parts), minus },
    found,
    gazetteers,
    parts,
  );
  const former = gazetteers.vertical === 'jobs' ? formerRoles(text, facets) : [];
  const current = facets.filter((facet) => !former.includes(facet));
  const wished = gazetteers.vertical === 'jobs' ? current : withTense(text, current);
  const kept = isUnsafe ? [] : wished.map(withPolicy);
  return { isUnsafe, kept, named: kept.filter(isWantedBy(request)), former, leftOut, unexcluded };
}

export const isWantedBy =
  ({ ignoreUnderstood }: SearchRequest) =>
  ({ id }: ReadFacet): boolean =>
    !ignoreUnderstood.includes(id);

/** What notices quote. */
export const quotedOf = ({ correctedText, text }: ReadByRules): string => correctedText ?? text;
