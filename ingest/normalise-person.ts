/** A person as indexed, from a checked line of input; contact data is left out. */

import type { Education, PersonDocument, WorkExperience } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { cleanLine, cleanText } from './clean-text.ts';
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

/** Ids are often e-mail addresses, so that they are no name to show. */
const NO_NAME = 'Name withheld';
const NO_SOURCE = 'unnamed';
/** These may have several lines; all other strings are one. */
const TEXTS: readonly string[] = ['summary', 'description'];

/** `source` names where the line came from; with the line's id it makes the document id. */
export function normalisePerson(line: RawPerson, source: string, facts: Facts): PersonDocument {
  const externalId = String(line.id);
  const raw = contactFree(line);
  const work = (raw.work ?? raw.experience ?? []).flatMap((position) => positionOf(position) ?? []);
  return withVersion<PersonDocument>({
    kind: 'person',
    id: documentId('people', source, externalId),
    source: contactFreeLine(source) ?? NO_SOURCE,
    externalId,
    displayName: lineOf(raw.name) ?? NO_NAME,
    headline: lineOf(raw.headline) ?? work[0]?.title ?? null,
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
  });
}

/** The one place where contact data goes: every string of the line, whatever field it stands in. */
function contactFree<T>(value: T, name = ''): T {
  return cleaned(value, name) as T;
}

function cleaned(value: unknown, name: string): unknown {
  if (typeof value === 'string') return (TEXTS.includes(name) ? contactFreeText(value) : contactFreeLine(value)) ?? '';
  if (Array.isArray(value)) return value.map((entry) => cleaned(entry, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, cleaned(entry, key)]));
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
