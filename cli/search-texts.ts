/** Endless texts that nobody has searched for before, in the words of the demo corpus, so that no cache answers. */

import type { RandomNumber } from '../runtime/random.ts';

const LEVELS = ['', 'senior', 'junior', 'part time', 'remote', 'trainee', 'night shift', 'lead'];
const ROLES = [
  'nurse',
  'electrician',
  'backend engineer',
  'payroll clerk',
  'truck driver',
  'primary school teacher',
  'chef',
  'data analyst',
  'welder',
  'pharmacist',
  'accountant',
  'warehouse worker',
  'product manager',
  'midwife',
  'carpenter',
  'security officer',
  'dental assistant',
  'machine operator',
  'social worker',
  'network administrator',
];
const PLACES = ['Lyon', 'Berlin', 'Leeds', 'Chicago', 'Toronto', 'Madrid', 'Dublin', 'Utrecht', 'Austin', 'Milan'];
const WISHES = [
  'with a pension',
  'in a small team',
  'who train newcomers',
  'with weekends off',
  'near the station',
  'with overtime pay',
  'for a family business',
  'with a company car',
  'that sponsors visas',
  'in a hospital',
];

/** 16,000 combinations, in an order of the seed; `count` of them at most before they come again. */
export function* freshTexts(random: RandomNumber): Generator<string, never> {
  const all = LEVELS.length * ROLES.length * PLACES.length * WISHES.length;
  // A step without a common divisor visits every combination once; 7,919 is a prime that divides none of the lengths.
  const step = 7_919;
  for (let at = Math.floor(random() * all); ; at = (at + step) % all) yield combination(at);
}

function combination(number: number): string {
  let rest = number;
  const parts = [LEVELS, ROLES, WISHES, PLACES].map((words) => {
    const word = words[rest % words.length];
    rest = Math.floor(rest / words.length);
    return word;
  });
  const [level, role, wish, place] = parts;
  return `${level} ${role} ${wish} in ${place}`.trim();
}
