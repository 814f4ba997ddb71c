/** Reads the pay that a text asks for by the words around it: "at least £14 an hour", "paying 60k"; for when the model is away or saw none. */

import { payCondition } from './facet-conditions.ts';
import { readPay } from './read-amounts.ts';
import type { ReadFacet } from './read-facet.ts';

const CUE = String.raw`(?:at\s+least|minimum(?:\s+of)?|min|over|above|from|more\s+than|upwards\s+of|pay(?:s|ing)?|paid|salary(?:\s+of)?|wages?(?:\s+of)?|earn(?:s|ing)?)`;
const UNIT = String.raw`(?:k|thousand|lpa|lakhs?)\b`;
const NUMBER = String.raw`\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?`;
const CURRENCY = String.raw`(?:dollars?|bucks|pounds?|quid|euros?|pesos?|rupees?|usd|gbp|eur|php|inr)\b`;
/** With a sign, a unit or the name of a currency: other numbers count something else. */
const MONEY = String.raw`(?:[£€$₱₹]\s?(?:${NUMBER})(?:\s?${UNIT})?|(?:${NUMBER})\s?(?:${UNIT}(?:\s+${CURRENCY})?|${CURRENCY}))`;
const RANGE_END = String.raw`(?:\s?(?:-|–|to)\s?[£€$₱₹]?(?:${NUMBER})(?:\s?${UNIT})?)?`;
const PERIOD = String.raw`(?:an?|per|each|every|\/)\s?(?:hour|hr|h|day|week|month|mo|year|yr|annum)\b|(?:hourly|daily|weekly|monthly|yearly|annually|pa|ph)\b`;
const PLUS = String.raw`\+|plus\b|minimum\b|or\s+(?:more|better|above|over)\b`;
/** What is not paid to one person: "a $5M budget". */
const OTHER_SUM = String.raw`(?!\s?(?:m|mn|bn|million|billion)\b|[\d,.]*\d)`;
const PHRASE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<cue>${CUE})\s+)?(?<money>${MONEY}${RANGE_END})${OTHER_SUM}(?:\s*(?<period>${PERIOD}))?(?:\s*(?<plus>${PLUS}))?`,
  'giu',
);
const CONFIDENCE = 0.85;

/** At most one; an amount that nothing around it says is pay ("10k users", "a $500 laptop") is none. */
export function readPayAsked(text: string): readonly ReadFacet[] {
  for (const match of text.matchAll(PHRASE)) {
    const { cue, period, plus } = match.groups ?? {};
    const pay = cue || period || plus ? readPay(match[0], text) : null;
    if (pay !== null) return [facetOf(match, pay)];
  }
  return [];
}

function facetOf({ 0: words, index: start }: RegExpExecArray, pay: NonNullable<ReturnType<typeof readPay>>): ReadFacet {
  return {
    id: `salaryMin:${pay.amount}`,
    field: 'salaryMin',
    value: String(pay.amount),
    sourceText: words,
    start,
    end: start + words.length,
    confidence: CONFIDENCE,
    condition: payCondition(pay),
    isNegated: false,
    isHard: false,
  };
}
