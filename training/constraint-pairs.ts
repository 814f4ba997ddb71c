/** Pairs whose grade is known: queries made of a document's fields, graded against that document with one field changed. */

import type {
  EmploymentType,
  JobDocument,
  PersonDocument,
  Seniority,
  TandemDocument,
  WorkplaceType,
} from '../stores/documents.ts';
import type { JudgedPair } from './judged-pairs.ts';
import { LEVEL_WORDS, TYPE_WORDS, WORKPLACE_WORDS } from './query-words.ts';
import type { Random } from './random.ts';

/** A query and changed copies of one document with their grades by the policy's rules on fields. */
interface Drawn {
  readonly text: string;
  readonly graded: readonly (readonly [document: TandemDocument, grade: number])[];
}

const TYPES: readonly EmploymentType[] = ['FULL_TIME', 'PART_TIME', 'CONTRACTOR', 'TEMPORARY', 'INTERN', 'VOLUNTEER'];
const WORKPLACES = Object.keys(WORKPLACE_WORDS) as readonly WorkplaceType[];
const SENIORITIES: readonly Seniority[] = ['ENTRY', 'ASSOCIATE', 'MID_SENIOR', 'DIRECTOR', 'EXECUTIVE'];
const SAYS_TYPE = /full[- ]time|part[- ]time|contract|temporary|intern|volunteer|freelance/i;
const SAYS_WORKPLACE = /remote|hybrid|on-?site|telework|telecommut|work from home|office/i;
const SAYS_SENIORITY = /senior|junior|entry|lead|director|executive|intern|chief|head|manager|graduate|vp|president/i;

const wordsOf = (job: JobDocument): string => `${job.title} ${job.description}`;

function typePairs(job: JobDocument, _other: JobDocument, random: Random): Drawn | null {
  if (SAYS_TYPE.test(wordsOf(job))) return null;
  const asked = random.pick(TYPES);
  const other = random.pick(TYPES.filter((type) => type !== asked));
  const isNegated = random.chance(0.25);
  const word = random.pick(TYPE_WORDS[asked]);
  const grades = isNegated ? [1, 4, 4] : [4, 1, 3];
  const versions = [[asked], [other], []].map((employmentTypes) => ({ ...job, employmentTypes }));
  return {
    text: isNegated ? `${job.title} not ${word}` : phrase(job.title, word, random),
    graded: zip(versions, grades),
  };
}

function workplacePairs(job: JobDocument, _other: JobDocument, random: Random): Drawn | null {
  if (SAYS_WORKPLACE.test(wordsOf(job))) return null;
  const asked = random.pick(['REMOTE', 'REMOTE', 'HYBRID', 'ON_SITE'] as const);
  const other = random.pick(WORKPLACES.filter((workplace) => workplace !== asked));
  const isNegated = random.chance(0.25);
  const word = random.pick(WORKPLACE_WORDS[asked]);
  const grades = isNegated ? [1, 4, 4] : [4, 1, 3];
  const versions = [asked, other, null].map((workplaceType) => ({ ...job, workplaceType }));
  return {
    text: isNegated ? `${job.title}, not ${word}` : phrase(job.title, word, random),
    graded: zip(versions, grades),
  };
}

function seniorityPairs(job: JobDocument, _other: JobDocument, random: Random): Drawn | null {
  if (SAYS_SENIORITY.test(job.title)) return null;
  const asked = random.pick(SENIORITIES);
  const other = random.pick(SENIORITIES.filter((seniority) => seniority !== asked));
  const steps = Math.abs(SENIORITIES.indexOf(asked) - SENIORITIES.indexOf(other));
  const versions = [asked, other, null].map((seniority) => ({ ...job, seniority }));
  return {
    text: phrase(job.title, random.pick(LEVEL_WORDS[asked]), random),
    graded: zip(versions, [4, steps === 1 ? 2 : 1, 3]),
  };
}

function placePairs(job: JobDocument, other: JobDocument, random: Random): Drawn | null {
  const [place] = job.locations;
  const [otherPlace] = other.locations;
  const city = place?.name.split(',')[0]?.trim();
  if (place === undefined || otherPlace === undefined || city === undefined) return null;
  const isAbroad =
    place.countryCode !== null && otherPlace.countryCode !== null && place.countryCode !== otherPlace.countryCode;
  if (!isAbroad || job.workplaceType === 'REMOTE' || wordsOf(job).includes(city)) return null;
  const isNegated = random.chance(0.2);
  const grades = isNegated ? [1, 4, 4] : [4, 1, 3];
  const versions = [[place], [otherPlace], []].map((locations) => ({ ...job, locations }));
  const text = isNegated
    ? `${job.title} but not in ${city}`
    : `${job.title} ${random.pick(['in ', 'near ', '', 'jobs '])}${city}`;
  return { text, graded: zip(versions, grades) };
}

function companyPairs(job: JobDocument, other: JobDocument, random: Random): Drawn | null {
  if (job.company === null || other.company === null || job.company.id === other.company.id) return null;
  if (wordsOf(job).includes(job.company.name)) return null;
  const isNegated = random.chance(0.2);
  const versions = [job, { ...job, company: other.company }];
  const text = isNegated
    ? `${job.title} anywhere except ${job.company.name}`
    : `${job.title} ${random.pick(['at ', 'with ', 'for ', ''])}${job.company.name}`;
  const sameEmployer = { ...other, company: job.company };
  const graded = zip(versions, isNegated ? [1, 4] : [4, 1]);
  // Another role at the named employer: another field unless the functions agree, then left out.
  return { text, graded: other.jobFunction === job.jobFunction || isNegated ? graded : [...graded, [sameEmployer, 0]] };
}

function personPairs(person: PersonDocument, other: PersonDocument, random: Random): Drawn | null {
  const role = person.headline;
  const [current] = person.work;
  const otherCompany = other.work[0]?.company ?? null;
  if (role === null || current === undefined) return null;
  const withWork = (company: typeof otherCompany): PersonDocument => ({
    ...person,
    work: [{ ...current, company }, ...person.work.slice(1)],
  });
  if (random.chance(0.5) && current.company !== null && otherCompany !== null) {
    const named = current.company.id;
    const isNamedAgain = named === otherCompany.id || person.work.slice(1).some((work) => work.company?.id === named);
    if (isNamedAgain) return null;
    return {
      text: `${role} ${random.pick(['at', 'from', 'of', 'working for'])} ${current.company.name}`,
      graded: [
        [person, 4],
        [withWork(otherCompany), 1],
      ],
    };
  }
  const city = person.location?.name.split(',')[0]?.trim();
  if (city === undefined || other.location === null || other.location.name === person.location?.name) return null;
  const versions = [person.location, other.location, null].map((location) => ({ ...person, location }));
  return {
    text: `${role} ${random.pick(['in', 'near', 'based in', 'from'])} ${city}`,
    graded: zip(versions, [4, 1, 3]),
  };
}

function phrase(title: string, word: string, random: Random): string {
  return random.chance(0.6) ? `${word} ${title}` : `${title}, ${word}`;
}

function zip(documents: readonly TandemDocument[], grades: readonly number[]): Drawn['graded'] {
  return documents.map((document, index) => [document, grades[index] ?? 0] as const);
}

const MAX_TITLE_WORDS = 6;

/** About `count` queries with their pairs; equal seeds give equal pairs. */
export function constraintPairs(
  jobs: readonly JobDocument[],
  people: readonly PersonDocument[],
  count: number,
  random: Random,
): readonly JudgedPair[] {
  const titled = jobs.filter(
    (job) => job.title.split(' ').length <= MAX_TITLE_WORDS && /^[\p{L} &/-]+$/u.test(job.title),
  );
  const pairs: JudgedPair[] = [];
  for (let made = 0; made < count; made++) {
    const job = random.pick(titled);
    const other = random.pick(titled);
    const draws = [typePairs, workplacePairs, seniorityPairs, placePairs, companyPairs] as const;
    const isPerson = random.chance(0.25);
    const drawn = isPerson
      ? personPairs(random.pick(people), random.pick(people), random)
      : random.pick(draws)(job, other, random);
    if (drawn === null) continue;
    const query = { qid: `c${made}`, vertical: isPerson ? 'people' : 'jobs', text: drawn.text } as const;
    pairs.push(...drawn.graded.map(([document, grade]) => ({ query, document, grade })));
  }
  return pairs;
}
