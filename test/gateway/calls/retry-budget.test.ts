/** Retries that stay a share of the calls. */

import { describe, expect, it } from 'vitest';
import { createRetryBudget } from '../../../gateway/calls/retry-budget.ts';

const spent = (budget: ReturnType<typeof createRetryBudget>): number => {
  let count = 0;
  while (budget.spend()) count += 1;
  return count;
};

describe('a retry budget', () => {
  it('has nothing for what never answered', () => {
    expect(createRetryBudget().spend()).toBe(false);
  });

  it('has one retry for ten calls that were answered, and never more than ten', () => {
    const budget = createRetryBudget();
    for (let call = 0; call < 29; call++) budget.earn();
    expect(spent(budget)).toBe(2);
    for (let call = 0; call < 1_000; call++) budget.earn();
    expect(spent(budget)).toBe(10);
  });
});
