/** What a line of input may say, checked, with the reason in plain words when it says something else. */

import { z } from 'zod';
import { PROFILE_VISIBILITIES } from '../stores/documents.ts';

const MAX_ID = 200;
const MAX_LINE = 500;
const MAX_TEXT = 100_000;
const MAX_ENTRIES = 1_000;

const line = z.string().max(MAX_LINE);
const text = z.string().max(MAX_TEXT);
const optionalLine = line.nullish();
const optionalText = text.nullish();
const amount = z.number().nonnegative().nullish();
const list = z.array(line.nullish()).max(MAX_ENTRIES).nullish();
const id = z.union([z.string().trim().min(1).max(MAX_ID), z.number().int()]);
const named = z.union([line, z.object({ name: line })]).nullish();
const place = z.union([
  line,
  z.object({
    name: line,
    countryCode: z.string().length(2).nullish(),
    latitude: z.number().min(-90).max(90).nullish(),
    longitude: z.number().min(-180).max(180).nullish(),
  }),
]);
const moment = z
  .string()
  .refine((value) => !Number.isNaN(Date.parse(value)), 'expected a date such as 2026-03-01T09:00:00+01:00');

const jobFields = {
  id,
  source: optionalLine,
  title: line.trim().min(1),
  description: optionalText,
  company: named,
  location: place.nullish(),
  locations: z.array(place).max(50).nullish(),
  employmentType: optionalLine,
  employmentTypes: list,
  seniority: optionalLine,
  industry: optionalLine,
  function: optionalLine,
  remote: z.union([line, z.boolean()]).nullish(),
  workplaceType: optionalLine,
  salary: z
    .object({ minimum: amount, maximum: amount, currency: z.string().regex(/^[A-Za-z]{3}$/), period: optionalLine })
    .nullish(),
  skills: list,
  postedAt: moment.nullish(),
  expiresAt: moment.nullish(),
  applyUrl: z.string().max(2_000).nullish(),
  directApply: z.boolean().nullish(),
  language: z.string().max(35).nullish(),
};

const positionFields = {
  title: optionalLine,
  company: named,
  location: optionalLine,
  dates: optionalLine,
  startDate: optionalLine,
  endDate: optionalLine,
  description: optionalText,
  summary: optionalText,
};

const educationFields = {
  degree: optionalLine,
  studyType: optionalLine,
  field: optionalLine,
  area: optionalLine,
  school: optionalLine,
  institution: optionalLine,
  year: z.union([line, z.number()]).nullish(),
  startDate: optionalLine,
  endDate: optionalLine,
};

const personFields = {
  id,
  source: optionalLine,
  name: line.trim().min(1),
  headline: optionalLine,
  summary: optionalText,
  location: place.nullish(),
  experience: z.array(z.object(positionFields)).max(100).nullish(),
  work: z.array(z.object(positionFields)).max(100).nullish(),
  education: z.array(z.object(educationFields)).max(100).nullish(),
  skills: list,
  languages: list,
  certifications: list,
  function: optionalLine,
  seniority: optionalLine,
  yearsExperience: z.number().min(0).max(80).nullish(),
  openToWork: z.boolean().nullish(),
  memberId: line.trim().min(1).nullish(),
  visibility: z
    .string()
    .transform((level) => level.trim().toUpperCase())
    .pipe(z.enum(PROFILE_VISIBILITIES, `expected one of ${PROFILE_VISIBILITIES.join(', ')}`))
    .nullish(),
  updatedAt: moment.nullish(),
};

const jobSchema = z.object(jobFields);
const personSchema = z.object(personFields);

export type RawJob = Readonly<z.infer<typeof jobSchema>>;
export type RawPerson = Readonly<z.infer<typeof personSchema>>;

export type Checked<T> =
  | { readonly kind: 'valid'; readonly value: T; readonly unusedFields: readonly string[] }
  | { readonly kind: 'bad'; readonly reason: string };

export const validateJob = (text: string): Checked<RawJob> => check(text, jobSchema, jobFields);
export const validatePerson = (text: string): Checked<RawPerson> => check(text, personSchema, personFields);

function check<T>(text: string, schema: z.ZodType<T>, fields: object): Checked<T> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { kind: 'bad', reason: `expected one JSON object on the line, got ${quoted(text)}` };
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { kind: 'bad', reason: `expected one JSON object on the line, got ${quoted(text)}` };
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return { kind: 'bad', reason: reasonOf(parsed.error, raw) };
  return {
    kind: 'valid',
    value: parsed.data,
    unusedFields: Object.keys(raw).filter((name) => !Object.hasOwn(fields, name)),
  };
}

const MAX_QUOTED = 60;

function quoted(text: string): string {
  const trimmed = text.trim();
  return JSON.stringify(trimmed.length > MAX_QUOTED ? `${trimmed.slice(0, MAX_QUOTED)}…` : trimmed);
}

/** The first problem: where, what was expected, what came. */
function reasonOf(error: z.ZodError, raw: object): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'the line does not have the expected fields';
  const came = issue.path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    raw,
  );
  const where = issue.path.join('.');
  if (came === undefined) return `${where} is missing`;
  return `${where}: ${issue.message}; got ${quoted(typeof came === 'string' ? came : (JSON.stringify(came) ?? ''))}`;
}
