/** Words of written queries: titles, short forms, pay in texts. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../training/random.ts';
import { payInText } from '../../../training/synthetic/pay-in-text.ts';
import { plainTitle } from '../../../training/synthetic/plain-title.ts';
import { readShortForms, shortenedTitle } from '../../../training/synthetic/role-words.ts';
import { isLevelAlone, withoutLevel } from '../../../training/synthetic/roles.ts';

describe('a title as typed', () => {
  it('has no brackets, codes and places', () => {
    expect(plainTitle('Welder (m/f) - Bern, 2nd shift')).toBe('Welder');
  });

  it('is one role at every level', () => {
    expect(['senior welder ii', 'lead welder', 'welder 3'].map(withoutLevel)).toEqual(['welder', 'welder', 'welder']);
  });

  it('is none when it says a level alone', () => {
    expect([isLevelAlone('Senior'), isLevelAlone('Senior Welder')]).toEqual([true, false]);
  });

  it('is shortened by the longest part that has a short form', () => {
    const short = new Map([
      ['registered nurse', ['RN']],
      ['nurse', ['N']],
    ]);
    expect(shortenedTitle('Night Registered Nurse', short, createRandom(1))?.toLowerCase()).toBe('night rn');
    expect(shortenedTitle('Welder', short, createRandom(1))).toBeNull();
  });

  it('finds its short forms in the table of facts', () => {
    expect(readShortForms().get('registered nurse')).toContain('RN');
  });
});

describe('pay in a text', () => {
  it('is read with its currency and period', () => {
    expect(payInText('It pays $20 - $25 per hour.')).toMatchObject({ annualMinimum: 41_600, annualMaximum: 52_000 });
    expect(payInText('£45,588 per annum')).toMatchObject({
      currency: 'GBP',
      annualMinimum: 45_588,
      annualMaximum: null,
    });
    expect(payInText('$60-70k a year')).toMatchObject({ annualMinimum: 60_000, annualMaximum: 70_000 });
  });

  it('is not a bonus, a budget or a sum without a period', () => {
    expect(payInText('A bonus of $130 per month and $5,250 per year for study; a budget of $2,000,000.')).toBeNull();
  });
});
