/** Tells the roles and employers that somebody who looks for a job has behind them: "ex chef", "teacher hoping to move into training". */

import type { ReadFacet } from './read-facet.ts';
import { FORMER, overIn } from './tense.ts';

/**
 * Says that something is over or should be: a feeling of being done with it, the act of leaving it, or how long it has lasted.
 * Closed lists of English; what they are about follows behind words that only join. Where the word is a noun too ("parental leave
 * cover", "hate crime officer") an article or the like has to follow.
 */
const LEAVING = [
  String.raw`(?:hated?|hating|disliked?|can['’]?t stand|cannot stand|loathe|leave|left|escape|ditch|gave up|give up|giving up|stop(?:ped|ping)?)(?= (?:my|the|this|an?|our|being|working)\b)`,
  '(?:tired|sick|weary|bored|fed up|exhausted|done|finished|through|disillusioned|unhappy)(?: and tired)? (?:of|with|from|by|in|as)',
  '(?:quit|quitting|leaving|escaping)',
  '(?:get|getting|got|move|moving|moved|switch|switching|transition|transitioning|change|changing|step|stepping|break|breaking|shift|shifting|pivot|pivoting) (?:away|out|on|over)? ?(?:from|of)',
  '(?:away|retired|laid off|made redundant|career change|coming|come) from',
  "(?:no longer|don['’]?t|do not|never|not) (?:want|wish|going|like)(?:s|ing|ed)?(?: to (?:be|work|stay|go on|keep|continue|remain))",
  String.raw`(?:used to (?:be|work)|worked|was|been|spent)(?: \S+){0,3} years?(?: (?:as|of|in|being|working))*`,
  String.raw`after (?:\S+ ){0,3}years? (?:as|of|in|being|working)`,
  'used to (?:be|work)|burn(?:ed|t)[- ]out(?: (?:of|from|by|with|as))?',
  ...FORMER,
].join('|');
/** What may stand between the leaving and the role: "my job as an", "working as a", "being a". */
const JOINS =
  '(?:(?:my|the|this|that|a|an|our|being|be|working|work|life|job|career|jobs|role|position|current|old|as|in|of|with|from|for|to|boring|whole|all)[ -]+)*';
/** Directly before a role, with one word of its own between at most ("ex police officer" may be read as an officer). */
const BEFORE = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${LEAVING})[ -]+${JOINS}(?:\p{L}+ )?$`, 'iu');
/** Directly after it, with one word between at most. "Moving to" a town keeps the role, "moving into" a trade does not. */
const AFTER =
  /^\s*(?:\p{L}+ )?(?:(?:looking|wanting|wants?|hoping|trying|ready|keen|desperate|seeking|dying) to (?:move into|switch|break into|transition|get into|get out|change|leave|quit|escape|retrain)|who (?:left|hates|quit)|leaving|switching|retraining|turned|transitioning|moving into|no longer|for (?:\S+ ){1,3}years?,? (?:and |but )?now (?:want|looking|hoping|ready|keen))\b/iu;

/** Roles and employers of the text that are over. */
export function formerRoles(text: string, facets: readonly ReadFacet[]): readonly ReadFacet[] {
  const isOver = ({ field, isNegated, start, end }: ReadFacet): boolean =>
    field === 'title' && !isNegated && (BEFORE.test(text.slice(0, start)) || AFTER.test(text.slice(end)));
  const over = overIn(text, facets);
  return facets.filter((facet) => over.has(facet) || isOver(facet));
}

/** True for a role that ends as one of those: who is done with nursing means no registered nurse. */
export function isLikeFormer(role: string, former: readonly ReadFacet[]): boolean {
  const last = role.split(' ').at(-1);
  return former.some(({ field, value }) => field === 'title' && value.split(' ').at(-1) === last);
}
