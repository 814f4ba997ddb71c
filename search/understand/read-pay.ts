/** Turns the pay that a text states into a facet, and tells what of it the graph cannot ask for. */
import { payCondition } from './facet-conditions.ts';
import type { IgnoredPart } from './ignored-part.ts';
import { type Pay, statedPays } from './read-amounts.ts';
import type { ReadFacet } from './read-facet.ts';

const CONFIDENCE = 0.85;

/** What a facet says of pay; the currency tells two of them apart. */
export function payValue({ amount, currency }: Pay): Pick<ReadFacet, 'id' | 'value' | 'condition' | 'currency'> {
  const value = String(amount);
  const condition = payCondition({ amount, currency });
  return currency === null
    ? { id: `salaryMin:${value}`, value, condition }
    : { id: `salaryMin:${value}:${currency}`, value, condition, currency };
}

/** At most one, for when the model is away or saw none; an amount that nothing around it says is pay ("10k users", "a $500 laptop") is none. */
export function readPayAsked(text: string): readonly ReadFacet[] {
  const asked = statedPays(text).find(({ isPay, isCeiling }) => isPay && !isCeiling);
  if (asked === undefined) return [];
  const { start, end } = asked;
  const at = { sourceText: text.slice(start, end), start, end, confidence: CONFIDENCE };
  return [{ ...payValue(asked), field: 'salaryMin', ...at, isNegated: false, isHard: false }];
}

/** Every ceiling: to read "under 50k" as the least would turn it into its opposite. */
export function ignoredPay(text: string): readonly IgnoredPart[] {
  const ceilings = statedPays(text).filter(({ isPay, isCeiling }) => isPay && isCeiling);
  return ceilings.map(({ start, end }) => ({
    start,
    end,
    message: `“${text.slice(start, end)}” was left out: pay has no upper bound here. Say the least that it should be, such as “from 30k”.`,
  }));
}
