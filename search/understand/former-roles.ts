/** Takes out roles and employers that somebody who looks for a job has behind them: "ex chef", "teacher hoping to move into training". */

import type { ReadFacet } from './read-facet.ts';
import { OVER_WORDS, overIn } from './tense.ts';

/** Directly before a role that is over, with one word between at most ("ex police officer" may be read as an officer). */
const BEFORE = new RegExp(`\\b${OVER_WORDS}(?:\\s+be(?:\\s+an?)?)?[ -]+(?:\\p{L}+ )?$`, 'iu');
/** Directly after it, with one word between at most. "Moving to" a town keeps the role, "moving into" a trade does not. */
const AFTER =
  /^\s*(?:\p{L}+ )?(?:(?:looking|wanting|wants?|hoping|trying|ready|keen) to (?:move into|switch|break into|transition|get into|get out|change)|who left|leaving|switching|retraining|turned|transitioning|moving into|no longer)\b/iu;

/** Of people that are looked for, what they were is a wish like any other; only those who search for themselves leave a role. */
export function withoutFormerRoles(text: string, facets: readonly ReadFacet[]): readonly ReadFacet[] {
  const isOver = ({ field, isNegated, start, end }: ReadFacet): boolean =>
    field === 'title' && !isNegated && (BEFORE.test(text.slice(0, start)) || AFTER.test(text.slice(end)));
  const over = overIn(text, facets);
  return facets.filter((facet) => !over.has(facet) && !isOver(facet));
}
