/** Makes the demo's fictional people: name, headline, summary, schools and skills around a career. */
import { createPerson, experienceOf, type Person, type Station } from './career.ts';
import { placeText, type Town } from './employers.ts';
import { type Family, fitting, itemsOf } from './family.ts';
import { article, conjugate, fillNames, fillNumbers, gerundOf, lowerFirst, upperFirst } from './grammar.ts';
import { ANCHOR_MS, seniorityOf } from './jobs.ts';
import type { EducationLine, PersonLine } from './lines.ts';
import { namesOf } from './names.ts';
import { SUMMARY_ENDS, SUMMARY_MIDDLES, SUMMARY_STARTS, TRAITS } from './phrases.ts';
import { createPlan, type Plan } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { schoolsOf } from './schools.ts';
import { NAME_WORDS } from './vocabulary.ts';

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
  const start = fillNames(random.pick(itemsOf(SUMMARY_STARTS)), names(0)).replace(/\b1 years\b/, '1 year');
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
