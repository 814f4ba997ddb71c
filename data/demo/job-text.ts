/** Writes the description of a job from the parts of its family, in one of several layouts. */
import { type Family, fitting, itemsOf, type Rung, type Special } from './family.ts';
import { article, baseOf, fillNames, fillNumbers, joinList, lowerFirst, upperFirst, wordCount } from './grammar.ts';
import {
  BENEFITS,
  CLOSINGS,
  DUTY_STARTERS,
  HEADINGS,
  LEADING,
  LEARNING,
  OPENINGS,
  TONE_OPENINGS,
  TRAITS,
} from './phrases.ts';
import type { Random } from './random.ts';

export interface JobFacts {
  readonly family: Family;
  readonly rung: Rung;
  readonly special: Special | null;
  /** Title without remarks in brackets. */
  readonly title: string;
  readonly company: string;
  readonly about: string;
  /** "in Lyon", "from home, anywhere in France". */
  readonly where: string;
  readonly pay: string | null;
  readonly schedule: string | null;
  readonly skills: readonly string[];
  readonly reference: string | null;
}

/** Words of a description. */
export const MINIMUM_WORDS = 80;
export const MAXIMUM_WORDS = 260;

const YEARS: Readonly<Record<Rung, string>> = {
  intern: 'current enrolment in a matching course|no experience needed, only curiosity',
  entry:
    'no experience needed; we train you|first experience from a placement or summer job|up to one year of experience|willingness to learn',
  mid: '{2-3} years of experience in {field}|at least {2-4} years in a similar job|solid experience in {field}|{1-3}+ years of practice',
  senior:
    '{5-7} years of experience in {field}|at least {5-8} years in the trade, some of them in a senior role|deep experience in {field}',
  lead: '{6-9} years of experience, {2-4} of them leading people|experience as a supervisor or manager in {field}|{3-5} years in charge of a team',
  head: '{10-15} years in {field} and a record of leading large teams|{8-12} years in management|experience at board level',
};

/** Duties in one phrasing each: the special ones first, then those of the rung, then some of the family. */
function dutiesOf(facts: JobFacts, count: number, random: Random): readonly string[] {
  const { family, rung, special } = facts;
  const chosen: string[] = [];
  if (special !== null) chosen.push(random.pick(itemsOf(special[2])));
  if (rung === 'lead' || rung === 'head')
    chosen.push(...random.sample(itemsOf(LEADING[family.tone]), rung === 'head' ? 3 : 2));
  if (rung === 'intern' || rung === 'entry') chosen.push(...random.sample(itemsOf(LEARNING[family.tone]), 1));
  const rest = random.sample(fitting(family.duties, facts.title), Math.max(2, count - chosen.length));
  const all = [...chosen, ...rest.map((duty) => random.pick(itemsOf(duty)))];
  return random.sample(all, all.length).map((duty) => fillNumbers(baseOf(duty), random));
}

function needsOf(facts: JobFacts, count: number, random: Random): readonly string[] {
  const { family, rung, special } = facts;
  const field = special?.[1] ?? family.name.toLowerCase();
  const years = fillNames(fillNumbers(random.pick(itemsOf(YEARS[rung])), random), { field });
  const [degree = '', subject] = random.pick(itemsOf(family.studies)).split('@');
  const study = subject === undefined ? degree : `${degree} in ${subject}`;
  const skills =
    facts.skills.length > 0
      ? [
          `${random.pick(['good knowledge of', 'experience with', 'skills in', 'confidence with'])} ${joinList(random.sample(facts.skills, random.int(1, 3)))}`,
        ]
      : [];
  const certificates = fitting(itemsOf(family.certificates ?? ''), facts.title);
  const certificate =
    certificates.length === 0 ? [] : [`${random.pick(['ideally', 'valid', 'a plus:'])} ${random.pick(certificates)}`];
  const pool = [
    ...skills,
    ...random.sample(fitting(itemsOf(family.needs), facts.title), 2),
    ...random.sample(itemsOf(TRAITS[family.tone]), 2),
    ...(random.chance(0.6) ? [`${study}${random.chance(0.5) ? ' or equivalent' : ''}`] : []),
    ...(random.chance(0.35) ? certificate : []),
  ];
  return [years, ...random.sample(pool, count - 1)];
}

function offersOf(facts: JobFacts, count: number, random: Random): readonly string[] {
  const benefits = random
    .sample(itemsOf(BENEFITS[facts.family.tone]), count)
    .map((benefit) => fillNumbers(benefit, random));
  const schedule = facts.schedule === null ? [] : [facts.schedule];
  return [
    ...(facts.pay === null ? [] : [`${random.pick(['Pay', 'Salary', 'Compensation', 'We pay'])}: ${facts.pay}`]),
    ...schedule,
    ...benefits,
  ];
}

const bullets = (items: readonly string[], mark: string) =>
  items.map((item) => `${mark} ${upperFirst(item)}`).join('\n');

/** Sentences with changing beginnings; no beginning twice until all were used. */
function dutyProse(duties: readonly string[], random: Random): string {
  const starters = random.sample(itemsOf(DUTY_STARTERS), duties.length);
  return duties
    .map((duty, index) => (starters[index] ?? 'You {duty}.').replace('{duty}', () => lowerFirst(duty)))
    .join(' ');
}

const needsProse = (needs: readonly string[], random: Random) =>
  `${random.pick(['You bring', 'You have', 'We ask for', 'We expect', 'Ideally you have'])} ${joinList(needs.map(lowerFirst))}.`;

const offerProse = (offers: readonly string[]) => offers.map((offer) => `${upperFirst(offer)}.`).join(' ');

interface Parts {
  readonly opening: string;
  readonly duties: readonly string[];
  readonly needs: readonly string[];
  readonly offers: readonly string[];
  readonly closing: string;
}

type Layout = (parts: Parts, random: Random) => string;

const heading = (kind: keyof typeof HEADINGS, random: Random) => random.pick(itemsOf(HEADINGS[kind]));

/** Headings and bullets; one character before each item. */
const withBullets: Layout = (parts, random) => {
  const mark = random.pick(['-', '•', '*', '–']);
  const colon = random.pick([':', '', ':']);
  const block = (kind: keyof typeof HEADINGS, items: readonly string[]) =>
    `${heading(kind, random)}${colon}\n${bullets(items, mark)}`;
  return [
    parts.opening,
    block('duties', parts.duties),
    block('needs', parts.needs),
    block('offer', parts.offers),
    parts.closing,
  ].join('\n\n');
};

const withEmoji: Layout = (parts, random) => {
  const [first = '', second = '', third = ''] = random.pick(
    ['✅ 🎯 🎁', '👉 🙌 🌱', '🔧 💡 ☕', '🌍 📚 🎉', '⭐ 🤝 🏖️', '🚀 🧠 💚'].map((set) => set.split(' ')),
  );
  return [
    `${parts.opening} ${random.pick(['😊', '🌟', '👋', '🌱'])}`,
    `${first} ${heading('duties', random)}\n${bullets(parts.duties, '•')}`,
    `${second} ${heading('needs', random)}\n${bullets(parts.needs, '•')}`,
    `${third} ${heading('offer', random)}\n${bullets(parts.offers, '•')}`,
    parts.closing,
  ].join('\n\n');
};

const asProse: Layout = (parts, random) =>
  [
    parts.opening,
    dutyProse(parts.duties, random),
    needsProse(parts.needs, random),
    `${offerProse(parts.offers)} ${parts.closing}`,
  ].join(random.pick(['\n\n', '\n']));

const asOneParagraph: Layout = (parts, random) =>
  `${parts.opening} ${dutyProse(parts.duties, random)} ${needsProse(parts.needs, random)} ${offerProse(parts.offers)} ${parts.closing}`;

const mixed: Layout = (parts, random) =>
  [
    parts.opening,
    dutyProse(parts.duties, random),
    `${heading('needs', random)}:\n${bullets(parts.needs, '-')}`,
    `${heading('offer', random)}: ${joinList(parts.offers.map(lowerFirst))}. ${parts.closing}`,
  ].join('\n\n');

const terse: Layout = (parts, random) =>
  [
    parts.opening,
    `${heading('duties', random)}: ${parts.duties.map(lowerFirst).join('; ')}.`,
    `${heading('needs', random)}: ${parts.needs.map(lowerFirst).join('; ')}.`,
    `${heading('offer', random)}: ${parts.offers.map(lowerFirst).join('; ')}.`,
    parts.closing,
  ].join('\n');

const LAYOUTS: readonly Layout[] = [
  withBullets,
  withBullets,
  withBullets,
  asProse,
  asProse,
  asOneParagraph,
  mixed,
  mixed,
  terse,
  withEmoji,
];

function openingOf(facts: JobFacts, random: Random): string {
  const pattern = random.pick([...itemsOf(OPENINGS), ...itemsOf(TONE_OPENINGS[facts.family.tone])]);
  const { company, about, title, where } = facts;
  return upperFirst(fillNames(pattern, { company, about, title, where, a: article(title) }));
}

/** One description within the word limits; longer drafts lose duties, shorter ones gain them. */
export function jobText(facts: JobFacts, random: Random): string {
  const layout = random.pick(LAYOUTS);
  let dutyCount = random.int(4, 11);
  let offerCount = random.int(1, 6);
  for (let round = 0; ; round++) {
    const closing =
      fillNumbers(random.pick(itemsOf(CLOSINGS)), random) + (facts.reference === null ? '' : ` ${facts.reference}`);
    const text = layout(
      {
        opening: openingOf(facts, random),
        duties: dutiesOf(facts, dutyCount, random),
        needs: needsOf(facts, random.int(3, 7), random),
        offers: offersOf(facts, offerCount, random),
        closing,
      },
      random,
    );
    const words = wordCount(text);
    if ((words >= MINIMUM_WORDS && words <= MAXIMUM_WORDS) || round === 20) return text;
    dutyCount += words < MINIMUM_WORDS ? 1 : -1;
    offerCount = words < MINIMUM_WORDS ? offerCount + 1 : Math.max(1, offerCount - 1);
  }
}
