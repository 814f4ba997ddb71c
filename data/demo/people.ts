/** Makes the demo's fictional people: a career that climbs, with fitting employers, schools and skills. */
import { type Employer, placeText, type Town } from './employers.ts';
import { earlierFamilies } from './families.ts';
import { type Family, fitting, itemsOf, RUNGS, type Rung, type Special } from './family.ts';
import { article, conjugate, fillNames, fillNumbers, gerundOf, lowerFirst, pastOf, upperFirst } from './grammar.ts';
import { ANCHOR_MS, rungsOf, seniorityOf, specialTitle } from './jobs.ts';
import type { EducationLine, ExperienceLine, PersonLine } from './lines.ts';
import { namesOf } from './names.ts';
import { LEADING, SUMMARY_ENDS, SUMMARY_MIDDLES, SUMMARY_STARTS, TRAITS } from './phrases.ts';
import { createPlan, type Plan, pickEmployer, pickSector, plainTitle, titlesOf } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { schoolsOf } from './schools.ts';
import { NAME_WORDS } from './vocabulary.ts';

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

interface Person {
  readonly family: Family;
  readonly rung: Rung;
  readonly special: Special | null;
  readonly years: number;
  readonly home: Employer;
  readonly town: Town;
}

function createPerson(plan: Plan, family: Family, random: Random): Person {
  const rungs = rungsOf(family);
  const rung = rungs[random.weighted(rungs.map((item) => PEOPLE_RUNGS[item]))] ?? 'mid';
  const home = pickEmployer(plan.employers, pickSector(family, random), random);
  const special = random.chance(0.65) && family.specials.length > 0 ? random.pick(family.specials) : null;
  return { family, rung, special, years: random.int(...YEARS_AT[rung]), home, town: random.pick(home.towns) };
}

interface Station {
  readonly family: Family;
  readonly rung: Rung;
  readonly title: string;
  readonly employer: Employer;
  readonly town: Town;
  readonly from: number;
  readonly to: number | null;
}

function titleAt(family: Family, rung: Rung, special: Special | null, random: Random): string {
  const list = titlesOf(family.titles[rung]);
  const isOwn = special !== null && (rung === 'mid' || rung === 'senior') && random.chance(0.7);
  return isOwn
    ? specialTitle(special, rung, family)
    : plainTitle(random.pick(list.length > 0 ? list : titlesOf(family.titles.mid)));
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
      title: titleAt(family, actual, person.special, random),
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

function experienceOf(
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

const IS_SCHOOL_LEVEL = /high school|secondary|leaving certificate/i;
const IS_VOCATIONAL = /certificate|diploma|apprentice|licence|NVQ|associate|vocational|trade/i;

function educationOf(person: Person, firstMonth: number, random: Random): readonly EducationLine[] {
  const [degree = '', field] = random.pick(itemsOf(person.family.studies)).split('@');
  const { country } = person.town;
  const local = () => {
    if (IS_SCHOOL_LEVEL.test(degree)) return `${random.pick(NAME_WORDS)} High School`;
    if (IS_VOCATIONAL.test(degree))
      return `${random.pick(NAME_WORDS)} ${random.pick(['Technical College', 'Community College', 'Vocational School', 'College'])}`;
    return random.pick(schoolsOf(country.schoolCountry ?? country.name.replace('The ', '')));
  };
  const year = Math.floor(firstMonth / 12) - (random.chance(0.2) ? 1 : 0);
  const main = { degree, field: field ?? null, school: local(), year: random.chance(0.1) ? null : String(year) };
  const second =
    person.years > 8 && random.chance(0.18)
      ? [
          {
            degree: random.pick(['Certificate', 'Postgraduate Certificate']),
            field: random.pick(['Leadership', 'Project Management', 'Teaching Adults', 'Quality Management']),
            school: random.pick(schoolsOf(country.schoolCountry ?? country.name.replace('The ', ''))),
            year: String(year + random.int(5, 8)),
          },
        ]
      : [];
  return [...second, main];
}

function headlineOf(station: Station, person: Person, random: Random): string {
  const field = person.special?.[1];
  const forms = [
    station.title,
    `${station.title} at ${station.employer.name}`,
    `${station.title} in ${station.town.name}`,
  ];
  if (field !== undefined) forms.push(`${station.title} | ${upperFirst(field)}`, `${station.title} – ${field}`);
  return random.pick(forms);
}

function summaryOf(
  person: Person,
  station: Station,
  skills: readonly string[],
  languages: readonly string[],
  random: Random,
): string {
  const doing = random
    .sample(fitting(person.family.duties, station.title), 2)
    .map((duty) => lowerFirst(fillNumbers(conjugate(random.pick(itemsOf(duty)), gerundOf), random)));
  const { title } = station;
  const field =
    person.special?.[1] ??
    (title.toLowerCase().includes(person.family.name.toLowerCase()) ? 'the field' : person.family.name.toLowerCase());
  const names = (index: number) => ({
    title,
    a: article(title),
    years: String(Math.max(1, person.years)),
    field,
    city: person.town.name,
    country: person.town.country.name,
    doing: doing[index] ?? '',
    skill: skills[index * 2] ?? field,
    skillb: skills[index * 2 + 1] ?? field,
    trait: random.pick(itemsOf(TRAITS[person.family.tone])),
    language: languages[languages.length - 1] ?? 'English',
  });
  const middles = random
    .sample(itemsOf(SUMMARY_MIDDLES), random.int(1, 2))
    .map((line, index) => fillNames(line, names(index)));
  const start = fillNames(random.pick(itemsOf(SUMMARY_STARTS)), names(0))
    .replace(/^1 years/, '1 year')
    .replace(' 1 years', ' 1 year');
  const end = random.chance(0.7) ? [fillNames(fillNumbers(random.pick(itemsOf(SUMMARY_ENDS)), random), names(0))] : [];
  return [upperFirst(start), ...middles.map(upperFirst), ...end].join(' ');
}

function languagesOf(town: Town, random: Random): readonly string[] {
  const local = itemsOf(town.country.languages);
  const spoken = local.slice(0, random.int(1, local.length));
  const foreign = random.chance(0.2)
    ? [
        random.pick([
          'Spanish',
          'French',
          'German',
          'Portuguese',
          'Italian',
          'Arabic',
          'Mandarin',
          'Japanese',
          'Sign Language',
        ]),
      ]
    : [];
  return [...new Set([...spoken, ...foreign])];
}

function nameOf(town: Town, taken: Set<string>, random: Random): string {
  for (let round = 0; ; round++) {
    const culture = namesOf(random.pick(itemsOf(town.country.cultures)));
    const middle = round > 4 ? ` ${String.fromCharCode(65 + random.int(0, 25))}.` : '';
    const name = `${random.pick(culture.first)}${middle} ${random.pick(culture.last)}`
      .replace('Dela-Cruz', 'Dela Cruz')
      .replace('Van-Wyk', 'van Wyk');
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function personLine(id: string, plan: Plan, family: Family, taken: Set<string>, random: Random): PersonLine {
  const person = createPerson(plan, family, random);
  const name = nameOf(person.town, taken, random);
  const { lines, stations } = experienceOf(plan, person, random);
  const [current] = stations;
  const first = stations[stations.length - 1];
  if (current === undefined || first === undefined)
    throw new Error(`personLine: expected a career for ${family.id}, got none; give it titles`);
  const own = person.special === null ? [] : itemsOf(person.special[3]);
  const skills = [...new Set([...own, ...random.sample(itemsOf(family.skills), random.int(4, 8))])];
  const languages = languagesOf(person.town, random);
  const certificates = random.sample(
    fitting(itemsOf(family.certificates ?? ''), current.title),
    random.pick([0, 0, 1, 1, 2, 3]),
  );
  return {
    id,
    name,
    headline: headlineOf(current, person, random),
    summary: summaryOf(person, current, skills, languages, random),
    experience: lines,
    education: educationOf(person, first.from, random),
    skills,
    languages,
    certifications: certificates,
    location: placeText(person.town, random),
    category: family.name,
    function: family.jobFunction,
    seniority: random.chance(0.15) ? null : seniorityOf(person.rung, current.title, random),
    yearsExperience: person.years,
    source: 'demo',
    openToWork: random.chance(0.2) ? null : random.chance(0.35),
    updatedAt: new Date(ANCHOR_MS - random.int(0, 500 * 24 * 60) * 60_000).toISOString().replace('.000Z', 'Z'),
  };
}

/** All people of the demo, in an order that mixes families; ids count from dp00001. */
export function* createPeople(seed: number): Generator<PersonLine> {
  const plan = createPlan(seed);
  const taken = new Set<string>();
  for (const [index, family] of plan.people.entries()) {
    const random = createRandom(seed, 'person', index);
    yield personLine(`dp${String(index + 1).padStart(5, '0')}`, plan, family, taken, random);
  }
}
