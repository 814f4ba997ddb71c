/** Queries written from the fields of real documents, each with the document it was written from: the synthetic positives. */

import type { JobDocument, PersonDocument, TandemDocument, Vertical } from '../stores/documents.ts';
import type { Random } from './random.ts';
import type { TitleTables } from './title-tables.ts';
import { varyQuery } from './vary-query.ts';

export interface FieldQuery {
  readonly vertical: Vertical;
  readonly text: string;
  /** External id of the document that the query was written from: grade 4. */
  readonly document: string;
  /** The constraint that the text states beside the role, or what else it is made of. */
  readonly kind: string;
}

const VARIED_SHARE = 0.3;
const SYNONYM_SHARE = 0.4;

/** A posting's title as people would type it: without brackets, codes, places and what follows a dash. */
export function plainTitle(title: string): string {
  const [head = title] = title
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[#№]?\b[A-Z]*\d[\w.-]*\b/g, ' ')
    .split(/\s[-–—|@:]\s|[|/,;:–—]|\s-|-\s/);
  const plain = head.replace(/\s+/g, ' ').trim();
  return plain.length < 3 ? title.trim() : plain;
}

function roleOf(title: string, tables: TitleTables, random: Random): string {
  const plain = plainTitle(title);
  const codes = tables.occupationsOf(plain);
  if (codes.length === 0 || !random.chance(SYNONYM_SHARE)) return plain.toLowerCase();
  const synonyms = tables.titles.get(random.pick(codes)) ?? [];
  return (synonyms.length === 0 ? plain : random.pick(synonyms)).toLowerCase();
}

const SENIORITY_WORDS = {
  INTERNSHIP: ['intern', 'internship'],
  ENTRY: ['entry level', 'junior', 'graduate'],
  ASSOCIATE: ['associate level'],
  MID_SENIOR: ['senior', 'experienced'],
  DIRECTOR: ['director level', 'head of department'],
  EXECUTIVE: ['executive', 'c-level'],
} as const;
const TYPE_WORDS = {
  FULL_TIME: ['full time', 'full-time'],
  PART_TIME: ['part time', 'part-time'],
  CONTRACTOR: ['contract', 'freelance'],
  TEMPORARY: ['temporary', 'temp'],
  INTERN: ['internship'],
  VOLUNTEER: ['volunteer'],
  PER_DIEM: ['per diem'],
  OTHER: [],
} as const;
const WORKPLACE_WORDS = {
  REMOTE: ['remote', 'work from home', 'wfh'],
  HYBRID: ['hybrid'],
  ON_SITE: ['on-site'],
} as const;

type Written = readonly [kind: string, text: string] | null;
type Writer<T> = (document: T, role: string, random: Random) => Written;

const cityOf = (name: string | undefined): string | undefined => name?.split(',')[0]?.trim().toLowerCase();

function worded(kind: string, words: readonly string[], role: string, random: Random): Written {
  if (words.length === 0) return null;
  const word = random.pick(words);
  return [kind, random.chance(0.6) ? `${word} ${role}` : `${role} ${word}`];
}

function placed(kind: string, city: string | undefined, role: string, random: Random): Written {
  if (city === undefined || city === '') return null;
  return [kind, random.pick([`${role} in ${city}`, `${role} ${city}`, `${role} jobs near ${city}`, `${city} ${role}`])];
}

/** Some words in a row out of the text: what a person might say of the daily work. */
function excerpt(text: string | null, random: Random): Written {
  const sentences = (text ?? '').split(/[.!?;\n•]+/).filter((part) => part.trim().split(/\s+/).length >= 6);
  if (sentences.length === 0) return null;
  const parts = random.pick(sentences).trim().toLowerCase().split(/\s+/);
  const length = 5 + Math.floor(random.next() * 9);
  const start = Math.floor(random.next() * Math.max(1, parts.length - length));
  return ['work', parts.slice(start, start + length).join(' ')];
}

const JOB_WRITERS: readonly Writer<JobDocument>[] = [
  (_job, role) => ['title', role],
  (_job, role) => ['title', role],
  (job, role, random) => placed('place', cityOf(job.locations[0]?.name), role, random),
  (job, role, random) =>
    job.company === null ? null : ['company', `${role} ${random.pick(['at ', 'with ', ''])}${job.company.name}`],
  (job, _role, random) =>
    job.company === null ? null : ['employer', random.pick([job.company.name, `jobs at ${job.company.name}`])],
  (job, role, random) =>
    job.workplaceType === null ? null : worded('workplace', WORKPLACE_WORDS[job.workplaceType], role, random),
  (job, role, random) =>
    worded(
      'type',
      job.employmentTypes.flatMap((type) => TYPE_WORDS[type]),
      role,
      random,
    ),
  (job, role, random) =>
    job.seniority === null ? null : worded('level', SENIORITY_WORDS[job.seniority], role, random),
  (job, role, random) => (job.skills.length === 0 ? null : ['skill', `${role} with ${random.pick(job.skills)}`]),
  (job, _role, random) =>
    job.skills.length < 2 ? null : ['skills', `${random.pick(job.skills)} ${random.pick(job.skills)}`],
  (job, role) => (job.industry === null ? null : ['industry', `${role} in ${job.industry.toLowerCase()}`]),
  (job, _role, random) => excerpt(job.description, random),
  (job, _role, random) => excerpt(job.description, random),
];

const PERSON_WRITERS: readonly Writer<PersonDocument>[] = [
  (_person, role) => ['title', role],
  (person, role, random) => placed('place', cityOf(person.location?.name), role, random),
  (person, role, random) => {
    const company = person.work[0]?.company?.name;
    return company === undefined ? null : ['company', `${role} ${random.pick(['at', 'from', ''])} ${company}`];
  },
  (person) => (person.work[0]?.company ? ['name', `${person.displayName} ${person.work[0].company.name}`] : null),
  (person, role, random) =>
    person.skills.length === 0 ? null : ['skill', `${role} with ${random.pick(person.skills)}`],
  (person, _role, random) =>
    person.skills.length < 2 ? null : ['skills', `${random.pick(person.skills)} ${random.pick(person.skills)}`],
  (person, role, random) => {
    const past = person.work.slice(1).map((work) => work.title.toLowerCase());
    return past.length === 0 ? null : ['history', `${role} who was ${random.pick(past)} before`];
  },
  (person, role) => {
    const school = person.education[0]?.institution;
    return school ? ['school', `${role} ${school}`] : null;
  },
  (person, role) =>
    person.yearsExperience === null
      ? null
      : ['years', `${role} ${Math.round(person.yearsExperience)} years experience`],
  (person, _role, random) =>
    person.certifications.length === 0 ? null : ['certificate', random.pick(person.certifications).toLowerCase()],
  (person, _role, random) => excerpt(person.summary, random),
  (person, _role, random) => excerpt(person.work[0]?.summary ?? null, random),
  (person, _role, random) => excerpt(person.work.at(-1)?.summary ?? null, random),
];

function write(document: TandemDocument, tables: TitleTables, random: Random): Written {
  if (document.kind === 'job')
    return random.pick(JOB_WRITERS)(document, roleOf(document.title, tables, random), random);
  const title = document.headline ?? document.work[0]?.title ?? '';
  return random.pick(PERSON_WRITERS)(document, roleOf(title, tables, random), random);
}

/** At most one query a document and pass; equal seeds give equal queries. */
export function fieldQueries(
  documents: readonly TandemDocument[],
  tables: TitleTables,
  passes: number,
  random: Random,
): readonly FieldQuery[] {
  const found: FieldQuery[] = [];
  for (let pass = 0; pass < passes; pass++) {
    for (const document of documents) {
      const written = write(document, tables, random);
      if (written === null || written[1].trim().length < 3) continue;
      const vertical = document.kind === 'job' ? 'jobs' : 'people';
      const [kind, text] = written;
      const typed = random.chance(VARIED_SHARE) ? varyQuery(text, vertical, random) : text;
      found.push({ vertical, text: typed, document: document.externalId, kind });
    }
  }
  return found;
}
