/** A person as indexed, from a checked line of input; contact data is left out. */

import { stableId } from '../runtime/ids.ts';
import { type Education, type PersonDocument, WITHHELD_NAME, type WorkExperience } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { initialsOf, withoutName, withoutWholeName } from './hide-name.ts';
import {
  companyOf,
  distinctLines,
  documentId,
  momentOf,
  placeOf,
  seniorityOf,
  withVersion,
} from './normalise-parts.ts';
import { parseDate, parseDates } from './parse-dates.ts';
import type { RawPerson } from './validate.ts';
import { contactFreeLine, contactFreeText } from './without-contacts.ts';

type RawPosition = NonNullable<RawPerson['work']>[number];
type RawEducation = NonNullable<RawPerson['education']>[number];
type Text = string | null | undefined;

const NO_SOURCE = 'unnamed';
/** These may have several lines; all other strings are one. */
const TEXTS: readonly string[] = ['summary', 'description'];

/** `source` names where the line came from, and `tenant` whose it is; with the line's id they make the document id. */
export function normalisePerson(line: RawPerson, source: string, facts: Facts, tenant?: string): PersonDocument {
  const externalId = String(line.id);
  const visibility = line.visibility ?? 'PUBLIC';
  const free = contactFree(line);
  const raw = visibility === 'LIMITED' ? nameless(free) : free;
  const work = (raw.work ?? raw.experience ?? []).flatMap((position) => positionOf(position) ?? []);
  return withVersion<PersonDocument>({
    kind: 'person',
    id: documentId('people', source, externalId, tenant),
    source: contactFreeLine(source) ?? NO_SOURCE,
    externalId,
    // Ids are often e-mail addresses, so that they are no name to show.
    displayName: lineOf(raw.name) ?? WITHHELD_NAME,
    headline: lineOf(raw.headline) ?? (work[0]?.title || null),
    summary: textOf(raw.summary),
    location: raw.location === null || raw.location === undefined ? null : placeOf(raw.location, facts),
    work,
    education: (raw.education ?? []).flatMap((entry) => educationOf(entry) ?? []),
    skills: distinctLines(raw.skills),
    languages: distinctLines(raw.languages),
    certifications: distinctLines(raw.certifications),
    jobFunction: lineOf(raw.function),
    seniority: seniorityOf(raw.seniority),
    yearsExperience: raw.yearsExperience ?? null,
    openToWork: raw.openToWork ?? null,
    updatedAt: momentOf(line.updatedAt),
    ...(visibility === 'PUBLIC' ? {} : { visibility }),
    ...(tenant !== undefined && line.public !== true ? { tenant } : {}),
    // Hashed: ids of members are often e-mail addresses.
    ...(line.memberId == null ? {} : { owner: stableId(line.memberId) }),
  });
}

/** The one place where contact data goes: every string of the line, whatever field it stands in. */
function contactFree<T>(value: T): T {
  const cleaned = (text: string, name: string): string =>
    (TEXTS.includes(name) ? contactFreeText(text) : contactFreeLine(text)) ?? '';
  return withStrings(value, cleaned) as T;
}

/** What is seldom named after the person and is looked up as it is written, but for the whole name. */
const SELDOM_OWN_NAME: readonly string[] = ['visibility', 'location', 'skills', 'languages', 'certifications'];

function nameless(raw: RawPerson): RawPerson {
  const hidden = (text: string, field: string): string =>
    (SELDOM_OWN_NAME.includes(field) ? withoutWholeName : withoutName)(text, raw.name);
  return { ...(withStrings(raw, hidden) as RawPerson), name: initialsOf(raw.name) };
}

/** The same value with each string changed; `field` is that of the object it stands in. */
function withStrings(value: unknown, change: (text: string, field: string) => string, field = ''): unknown {
  if (typeof value === 'string') return change(value, field);
  if (Array.isArray(value)) return value.map((entry) => withStrings(entry, change, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withStrings(entry, change, key)]));
}

const lineOf = (text: Text): string | null => cleanLine(text ?? '');
const textOf = (text: Text): string | null => cleanText(text ?? '');

function positionOf(raw: RawPosition): WorkExperience | null {
  const title = lineOf(raw.title);
  const company = companyOf(raw.company);
  const summary = textOf(raw.summary ?? raw.description);
  if (title === null && company === null && summary === null) return null;
  const span =
    typeof raw.dates === 'string'
      ? parseDates(raw.dates)
      : { startDate: parseDate(raw.startDate), endDate: parseDate(raw.endDate) };
  return { title: title ?? '', company, location: lineOf(raw.location), ...span, summary };
}

function educationOf(raw: RawEducation): Education | null {
  const institution = lineOf(raw.institution ?? raw.school);
  const area = lineOf(raw.area ?? raw.field);
  const studyType = lineOf(raw.studyType ?? raw.degree);
  if (institution === null && area === null && studyType === null) return null;
  const year = raw.year === null || raw.year === undefined ? null : contactFreeLine(String(raw.year));
  return { institution, area, studyType, startDate: parseDate(raw.startDate), endDate: parseDate(raw.endDate) ?? year };
}
