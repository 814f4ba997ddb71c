/** What the models read of a query and a document: one wording for training and serving. */
import { createHash } from 'node:crypto';
import type {
  EmploymentType,
  JobDocument,
  PersonDocument,
  Place,
  Seniority,
  TandemDocument,
  WorkExperience,
  WorkplaceType,
} from '../stores/documents.ts';
import { bestSentences, estimateTokens, type PreparedSentences, prepareSentences } from './best-sentences.ts';
import { contentStems, words } from './text.ts';

export const ENCODER_MAX_TOKENS = 128;
/** What the item encoder reads of a document. */
export const ITEM_MAX_TOKENS = 128;
/** What the packed ranker reads of a query, [CLS] and [SEP] counted. */
export const PACKED_MAX_QUERY_TOKENS = 32;
/** Query and document together. */
export const RANKER_MAX_TOKENS = 96;

/** Change it whenever a wording below or the choice of sentences changes: cached scores then miss. */
const TEMPLATE_REVISION = 1;

const WORKPLACES: Readonly<Record<WorkplaceType, string>> = { ON_SITE: 'on-site', HYBRID: 'hybrid', REMOTE: 'remote' };
const EMPLOYMENT_TYPES: Readonly<Record<EmploymentType, string>> = {
  FULL_TIME: 'full-time',
  PART_TIME: 'part-time',
  CONTRACTOR: 'contract',
  TEMPORARY: 'temporary',
  INTERN: 'internship',
  VOLUNTEER: 'volunteer',
  PER_DIEM: 'per diem',
  OTHER: '',
};
const SENIORITIES: Readonly<Record<Seniority, string>> = {
  INTERNSHIP: 'intern level',
  ENTRY: 'entry level',
  ASSOCIATE: 'associate level',
  MID_SENIOR: 'mid-senior level',
  DIRECTOR: 'director level',
  EXECUTIVE: 'executive level',
};

/** Changes exactly when the same query and document would be worded differently; part of the score cache key. */
export const PROMPT_VERSION: string = createHash('sha256')
  .update(JSON.stringify([TEMPLATE_REVISION, RANKER_MAX_TOKENS, WORKPLACES, EMPLOYMENT_TYPES, SENIORITIES]))
  .digest('hex')
  .slice(0, 12);

/** Change it whenever the text of an item is worded differently: its vectors are then computed again. */
const ITEM_TEMPLATE_REVISION = 1;

/** The version of item vectors: of the model that writes them and of the text that it reads. */
export function itemVersion(modelVersion: string): string {
  return `${modelVersion}/${ITEM_TEMPLATE_REVISION}`;
}

const SEPARATOR = ' | ';
const MAX_PLACES = 2;

function joined(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part.trim() !== '').join(SEPARATOR);
}

export function encoderQueryText(text: string): string {
  return text.trim();
}

/** What people ask for beside the role: a sentence that speaks of it says more than how the text opens. */
export const CONDITION_CUES: readonly string[] = contentStems(
  'salary benefits shift schedule weekends visa sponsorship remote travel degree licence certification training experience',
);
const MAX_ENCODED_SKILLS = 8;
const SPECIAL_ENCODER_TOKENS = 2;

/** Fields first, then the sentences that speak of the role, the skills and the conditions; cut at `ENCODER_MAX_TOKENS`. */
export function encoderDocumentText(document: TandemDocument): string {
  const { fields, body } = prepareDocument(document);
  const skills = document.skills.slice(0, MAX_ENCODED_SKILLS).join(', ');
  const own = document.kind === 'job' ? [document.industry, payText(document)] : personFacts(document);
  const head = joined([fields, ...own, skills]);
  const terms = [...new Set([...contentStems(roleOf(document)), ...contentStems(skills), ...CONDITION_CUES])];
  const left = ENCODER_MAX_TOKENS - SPECIAL_ENCODER_TOKENS - estimateTokens(words(head).length);
  const sentences = bestSentences(body, terms, left).map((index) => sentenceText(body, index));
  return joined([head, sentences.join(' ')]);
}

function roleOf(document: TandemDocument): string {
  return document.kind === 'job' ? document.title : [document.headline, document.work[0]?.title].join(' ');
}

/** Pay that was read from the text stands there already. */
function payText({ salary }: JobDocument): string | null {
  if (salary === null || salary.readFrom !== undefined) return null;
  const amounts = [...new Set([salary.minimum, salary.maximum].filter((amount) => amount !== null))];
  return `pays ${amounts.join(' to ')} ${salary.currency} a ${salary.period.toLowerCase()}`;
}

const MAX_SCHOOLS = 2;
const MAX_CERTIFICATIONS = 3;

function personFacts({ education, certifications }: PersonDocument): readonly string[] {
  const schools = education
    .slice(0, MAX_SCHOOLS)
    .map(({ studyType, area, institution }) =>
      [studyType, area, institution].filter((part) => part !== null && part !== '').join(' '),
    );
  return [schools.join(', '), certifications.slice(0, MAX_CERTIFICATIONS).join(', ')];
}

function sentenceText(body: PreparedSentences, index: number): string {
  const sentence = body.sentences[index];
  return sentence === undefined ? '' : body.text.slice(sentence.start, sentence.end);
}

/** What the item encoder reads of a document, at ingest and in training; the tokenizer cuts it at `ITEM_MAX_TOKENS`. */
export const itemText: (document: TandemDocument) => string = encoderDocumentText;

function placeNames(places: readonly (Place | null)[]): string {
  return places
    .flatMap((place) => (place === null ? [] : [place.name]))
    .slice(0, MAX_PLACES)
    .join(' / ');
}

function jobFields(job: JobDocument): string {
  return joined([
    job.title,
    job.company?.name,
    placeNames(job.locations),
    job.workplaceType === null ? null : WORKPLACES[job.workplaceType],
    job.employmentTypes.map((type) => EMPLOYMENT_TYPES[type]).join(' '),
    job.seniority === null ? null : SENIORITIES[job.seniority],
  ]);
}

const MAX_PAST_TITLES = 3;

function personFields(person: PersonDocument): string {
  const [current, ...past] = person.work;
  const pastTitles = [...new Set(past.map((work) => work.title))].filter((title) => title !== current?.title);
  return joined([
    person.headline,
    person.displayName,
    current === undefined ? null : workTitle(current, person.headline),
    placeNames([person.location]),
    person.yearsExperience === null ? null : `${Math.round(person.yearsExperience)} years`,
    pastTitles.length === 0 ? null : `past: ${pastTitles.slice(0, MAX_PAST_TITLES).join(', ')}`,
  ]);
}

/** A title that repeats the headline is said once. */
function workTitle(work: WorkExperience, headline: string | null): string {
  const title = work.title.toLowerCase() === headline?.toLowerCase() ? '' : work.title;
  return [title, work.company?.name].filter((part) => part !== undefined && part !== '').join(' at ');
}

/** All that the ranker's text can be made of, without the query; kept with the document, it saves most of the work. */
export interface PreparedDocument {
  readonly fields: string;
  readonly fieldStems: ReadonlySet<string>;
  readonly fieldTokens: number;
  readonly skills: readonly { readonly name: string; readonly stems: readonly string[] }[];
  readonly body: PreparedSentences;
}

export function prepareDocument(document: TandemDocument): PreparedDocument {
  const fields = document.kind === 'job' ? jobFields(document) : personFields(document);
  return {
    fields,
    fieldStems: new Set(contentStems(fields)),
    fieldTokens: estimateTokens(words(fields).length) + (fields.split(SEPARATOR).length - 1),
    skills: document.skills.map((name) => ({ name, stems: contentStems(name) })),
    body: prepareSentences(document.kind === 'job' ? jobBody(document) : personBody(document)),
  };
}

function jobBody(job: JobDocument): string {
  const industry = [job.industry, job.jobFunction].filter((part) => part !== null).join(', ');
  return [job.description, industry === '' ? '' : `Industry: ${industry}`].join('\n');
}

function personBody(person: PersonDocument): string {
  const work = person.work.map((entry) =>
    [`${joined([entry.title, entry.company?.name, yearsOf(entry), entry.location])}.`, entry.summary ?? ''].join('\n'),
  );
  const education = person.education.map((entry) => joined([entry.studyType, entry.area, entry.institution]));
  const lists = [
    person.certifications.length === 0 ? '' : `Certified: ${person.certifications.join(', ')}`,
    person.languages.length === 0 ? '' : `Speaks ${person.languages.join(', ')}`,
  ];
  return [person.summary ?? '', ...work, ...education, ...lists].filter((part) => part !== '').join('\n');
}

function yearsOf(work: WorkExperience): string | null {
  if (work.startDate === null && work.endDate === null) return null;
  return `${work.startDate?.slice(0, 4) ?? ''} to ${work.endDate?.slice(0, 4) ?? 'now'}`;
}

const MAX_SKILLS = 5;

/** Skills that share a word with the query; in the order of the document. */
function matchingSkills(document: PreparedDocument, terms: ReadonlySet<string>): readonly string[] {
  return document.skills
    .filter((skill) => skill.stems.some((stem) => terms.has(stem)))
    .map((skill) => skill.name)
    .slice(0, MAX_SKILLS);
}

/** The ranker reads no longer query than this; the rest of the prompt is the document's. */
export const RANKER_MAX_QUERY_TOKENS = 40;
const SPECIAL_TOKENS = 3;

/**
 * Fields line and best sentences, so that query and text together fit `RANKER_MAX_TOKENS` (estimated; the tokenizer
 * cuts what is over). `terms` are `queryTerms(query)`, `queryWordCount` the words of the query.
 */
export function rankerText(document: PreparedDocument, terms: readonly string[], queryWordCount: number): string {
  const skills = matchingSkills(document, new Set(terms)).join(', ');
  const queryTokens = Math.min(RANKER_MAX_QUERY_TOKENS, estimateTokens(queryWordCount));
  const skillTokens = skills === '' ? 0 : estimateTokens(words(skills).length) + 2;
  const budget = RANKER_MAX_TOKENS - SPECIAL_TOKENS - queryTokens - document.fieldTokens - skillTokens;
  // A term that the fields already show needs no sentence, unless nothing else is asked.
  const unseen = terms.filter((term) => !document.fieldStems.has(term));
  const chosen = bestSentences(document.body, unseen.length === 0 ? terms : unseen, budget);
  const sentences = chosen.map((index) => sentenceText(document.body, index));
  return joined([document.fields, skills === '' ? null : `skills: ${skills}`, sentences.join(' ')]);
}
