/** Makes the career of a fictional person: stations that climb, each told by duties of its family. */
import { type Employer, placeText, type Town } from './employers.ts';
import { earlierFamilies } from './families.ts';
import { type Family, fitting, itemsOf, RUNGS, type Rung, type Special } from './family.ts';
import { conjugate, fillNumbers, pastOf } from './grammar.ts';
import { rungsOf, specialTitle } from './jobs.ts';
import type { ExperienceLine } from './lines.ts';
import { LEADING } from './phrases.ts';
import { type Plan, pickEmployer, pickSector, plainTitle, titlesOf } from './plan.ts';
import type { Random } from './random.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Month number (12 × year + month from 0) of the corpus's anchor, October 2026. */
const NOW_MONTH = 2026 * 12 + 9;

const monthText = (month: number) => `${MONTHS[month % 12] ?? ''} ${Math.floor(month / 12)}`;

/** Years of work behind somebody on a rung: fewest and most. */
const YEARS_AT: Readonly<Record<Rung, readonly [number, number]>> = {
  intern: [0, 1],
  entry: [1, 3],
  mid: [3, 10],
  senior: [7, 20],
  lead: [9, 26],
  head: [14, 32],
};

const PEOPLE_RUNGS: Readonly<Record<Rung, number>> = { intern: 2, entry: 12, mid: 38, senior: 28, lead: 14, head: 6 };

export interface Person {
  readonly family: Family;
  readonly rung: Rung;
  readonly special: Special | null;
  readonly years: number;
  readonly home: Employer;
  readonly town: Town;
  /** One title a rung, so that a career does not hop between crafts of a family. */
  readonly titles: Readonly<Partial<Record<Rung, string>>>;
}

export function createPerson(plan: Plan, family: Family, random: Random): Person {
  const rungs = rungsOf(family);
  const rung = rungs[random.weighted(rungs.map((item) => PEOPLE_RUNGS[item]))] ?? 'mid';
  const home = pickEmployer(plan.employers, pickSector(family, random), random);
  const special = random.chance(0.65) && family.specials.length > 0 ? random.pick(family.specials) : null;
  const usesSpecialTitle = random.chance(0.8);
  const titles = Object.fromEntries(
    rungs.map((item) => {
      const isOwn = special !== null && usesSpecialTitle && (item === 'mid' || item === 'senior');
      return [
        item,
        isOwn ? specialTitle(special, item, family) : plainTitle(random.pick(titlesOf(family.titles[item]))),
      ];
    }),
  );
  return { family, rung, special, years: random.int(...YEARS_AT[rung]), home, town: random.pick(home.towns), titles };
}

export interface Station {
  readonly family: Family;
  readonly rung: Rung;
  readonly title: string;
  readonly employer: Employer;
  readonly town: Town;
  readonly from: number;
  readonly to: number | null;
}

function titleAt(person: Person, family: Family, rung: Rung, random: Random): string {
  const known = family === person.family ? person.titles[rung] : undefined;
  if (known !== undefined) return known;
  const list = titlesOf(family.titles[rung]);
  return plainTitle(random.pick(list.length > 0 ? list : Object.values(family.titles).flatMap(titlesOf)));
}

/** Rungs of `count` stations, lowest first, ending with the present one. */
function climb(person: Person, count: number): readonly Rung[] {
  const open = rungsOf(person.family).filter(
    (rung) => rung !== 'intern' && RUNGS.indexOf(rung) <= RUNGS.indexOf(person.rung),
  );
  const ladder = open.length > 0 ? open : [person.rung];
  return Array.from({ length: count }, (_, index) => {
    const place = count === 1 ? ladder.length - 1 : Math.round((index / (count - 1)) * (ladder.length - 1));
    return ladder[place] ?? person.rung;
  });
}

function stationsOf(plan: Plan, person: Person, random: Random): readonly Station[] {
  const months = Math.max(5, person.years * 12 + random.int(0, 11));
  const count = Math.min(5, 1 + Math.floor(random.next() * (1 + person.years / 3.5)));
  const earlier = earlierFamilies(person.family);
  const startsElsewhere = earlier.length > 0 && count > 1 && person.years > 3 && random.chance(0.35);
  const rungs = climb(person, count);
  let from = NOW_MONTH - months;
  return rungs.map((rung, index) => {
    const isLast = index === count - 1;
    const family = startsElsewhere && index === 0 ? random.pick(earlier) : person.family;
    const actual = family === person.family ? rung : 'mid';
    const employer = isLast
      ? person.home
      : pickEmployer(
          plan.employers,
          pickSector(family, random),
          random,
          random.chance(0.8) ? person.home.country.code : undefined,
        );
    const share = Math.floor((NOW_MONTH - from) / (count - index));
    const end = from + Math.max(3, Math.round(share * (0.7 + random.next() * 0.6)));
    const ends = isLast ? null : Math.min(end, NOW_MONTH - 3 * (count - 1 - index));
    const station = {
      family,
      rung: actual,
      title: titleAt(person, family, actual, random),
      employer,
      town: isLast ? person.town : random.pick(employer.towns),
      from,
      to: ends,
    };
    from = (ends ?? NOW_MONTH) + random.pick([0, 0, 0, 1, 1, 2, 4]);
    return station;
  });
}

/** Duties of a station in the past tense; a duty that another station told is not told again. */
function storyOf(station: Station, person: Person, told: Set<string>, random: Random): string {
  const lines: string[] = [];
  if (person.special !== null && station.family === person.family && station.rung !== 'entry' && random.chance(0.7))
    lines.push(random.pick(itemsOf(person.special[2])));
  if (station.rung === 'lead' || station.rung === 'head')
    lines.push(random.pick(itemsOf(LEADING[station.family.tone])));
  const own = fitting(station.family.duties, station.title);
  const fresh = own.filter((duty) => !told.has(duty));
  const duties = random.sample(fresh.length > 2 ? fresh : own, random.int(2, 4));
  for (const duty of duties) told.add(duty);
  lines.push(...duties.map((duty) => random.pick(itemsOf(duty))));
  const sentences = lines.map((line) => `${fillNumbers(conjugate(line, pastOf), random)}.`);
  return sentences.join(random.pick([' ', '\n']));
}

export function experienceOf(
  plan: Plan,
  person: Person,
  random: Random,
): { readonly lines: readonly ExperienceLine[]; readonly stations: readonly Station[] } {
  const stations = stationsOf(plan, person, random);
  const told = new Set<string>();
  const lines = stations.map((station) => ({
    title: station.title,
    company: station.employer.name,
    location: placeText(station.town, random),
    dates: `${monthText(station.from)} to ${station.to === null ? 'Present' : monthText(station.to)}`,
    description: storyOf(station, person, told, random),
  }));
  return { lines: lines.toReversed(), stations: stations.toReversed() };
}
