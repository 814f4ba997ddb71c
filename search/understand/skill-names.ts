/** From the words that the model took for a skill or an industry to the name that the tables have for it. */

import { foldText } from '../../models/text.ts';
import type { Facts } from '../../stores/facts.ts';
import { singular } from './singular.ts';

/** What is done with any skill: the skill is what stands before. */
const DOING =
  /[\s-]+(?:speaking|programming|troubleshooting|pipelines|implementation|bench|experience|knowledge|background|skills?)$/iu;

/** The words themselves where no table has them. */
export function skillNamed(source: string, facts: Facts): string {
  const folded = foldText(source);
  return facts.findSkill(folded) ?? facts.expand(folded) ?? toolAtStart(folded, facts) ?? withoutDoing(source, facts);
}

function withoutDoing(source: string, { findSkill }: Pick<Facts, 'findSkill'>): string {
  const bare = source.replace(DOING, '');
  return findSkill(foldText(bare)) ?? bare;
}

/** "salesforce crm" and "google ads campaigns" begin with the name of the tool; null where no tool is named. */
function toolAtStart(folded: string, { findDistinctSkill }: Pick<Facts, 'findDistinctSkill'>): string | null {
  const words = folded.split(' ');
  const starts = words.slice(1).map((_, index) => words.slice(0, words.length - 1 - index).join(' '));
  return starts.map(findDistinctSkill).find((tool) => tool !== null) ?? null;
}

/** "health programme", "video game studios": the trade is what stands before. */
const SORT_OF_EMPLOYER =
  /\s+(?:companies|company|firms?|studios?|sector|industry|business(?:es)?|trade|field|brands?|programmes?|programs?)$/iu;
/** Longer names say enough, though no table has them. */
const FEW_WORDS = 2;

/** Null for one or two words that name no industry of the table: 9 of 34 and 92 of 494 that were read were right (training/LOG.md). */
export function industryNamed(source: string, { findIndustry }: Pick<Facts, 'findIndustry'>): string | null {
  const plain = source.replace(SORT_OF_EMPLOYER, '');
  const forms = [foldText(source), foldText(plain)].flatMap((form) => [form, singular(form)]);
  const known = forms.map(findIndustry).find((industry) => industry !== null) ?? null;
  return known ?? (plain.split(/\s+/).length > FEW_WORDS ? plain : null);
}
