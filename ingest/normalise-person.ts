/** A person as indexed, from a checked line of input; contact data is left out. */

import { stableId } from '../runtime/ids.ts';
import type { Education, PersonDocument, WorkExperience } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { cleanLine, cleanText, withoutContacts } from './clean-text.ts';
import { companyOf, distinctLines, momentOf, placeOf, seniorityOf, withVersion } from './normalise-parts.ts';
import { parseDate, parseDates } from './parse-dates.ts';
import type { RawPerson } from './validate.ts';

type RawPosition = NonNullable<RawPerson['work']>[number];
type RawEducation = NonNullable<RawPerson['education']>[number];
type Text = string | null | undefined;

/** `source` names where the line came from; with the line's id it makes the document id. */
export function normalisePerson(raw: RawPerson, source: string, facts: Facts): PersonDocument {
  const externalId = String(raw.id);
  const work = (raw.work ?? raw.experience ?? []).flatMap((position) => positionOf(position) ?? []);
  return withVersion<PersonDocument>({
    kind: 'person',
    id: `p${stableId(source, externalId)}`,
    source,
    externalId,
    displayName: safeLine(raw.name) ?? externalId,
    headline: safeLine(raw.headline) ?? work[0]?.title ?? null,
    summary: safeText(raw.summary),
    location: raw.location === null || raw.location === undefined ? null : placeOf(raw.location, facts),
    work,
    education: (raw.education ?? []).flatMap((entry) => educationOf(entry) ?? []),
    skills: safeLines(raw.skills),
    languages: safeLines(raw.languages),
    certifications: safeLines(raw.certifications),
    jobFunction: safeLine(raw.function),
    seniority: seniorityOf(raw.seniority),
    yearsExperience: raw.yearsExperience ?? null,
    openToWork: raw.openToWork ?? null,
    updatedAt: momentOf(raw.updatedAt),
  });
}

const safeLine = (text: Text): string | null => cleanLine(withoutContacts(text ?? ''));
const safeText = (text: Text): string | null => cleanText(withoutContacts(text ?? ''));
const safeLines = (list: readonly Text[] | null | undefined): readonly string[] =>
  distinctLines((list ?? []).map(safeLine));

function positionOf(raw: RawPosition): WorkExperience | null {
  const title = safeLine(raw.title);
  const company = companyOf(raw.company);
  const summary = safeText(raw.summary ?? raw.description);
  if (title === null && company === null && summary === null) return null;
  const span =
    typeof raw.dates === 'string'
      ? parseDates(raw.dates)
      : { startDate: parseDate(raw.startDate), endDate: parseDate(raw.endDate) };
  return { title: title ?? '', company, location: safeLine(raw.location), ...span, summary };
}

function educationOf(raw: RawEducation): Education | null {
  const institution = safeLine(raw.institution ?? raw.school);
  const area = safeLine(raw.area ?? raw.field);
  const studyType = safeLine(raw.studyType ?? raw.degree);
  if (institution === null && area === null && studyType === null) return null;
  const year = raw.year === null || raw.year === undefined ? null : cleanLine(String(raw.year));
  return { institution, area, studyType, startDate: parseDate(raw.startDate), endDate: parseDate(raw.endDate) ?? year };
}
