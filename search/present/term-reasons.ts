/** Whether a document offers the level, workplace and kind of employment that were asked. */
import { foldText } from '../../models/text.ts';
import type { EmploymentType, JobDocument, Seniority, TandemDocument, WorkplaceType } from '../../stores/documents.ts';
import type { UnderstoodFacet } from '../types.ts';
import { EMPLOYMENT_WORDS, SENIORITY_WORDS, WORKPLACE_WORDS } from '../understand/summary.ts';
import { broken, type Finding, met, open } from './finding.ts';
import { bodyOf, mentionOf } from './mention.ts';

/** As postings say that beginners are welcome. */
const NO_EXPERIENCE =
  /\bno (?:prior |previous |formal |work )*experience (?:is |are |at all |whatsoever )*(?:necessary|needed|required|essential)|\bexperience (?:is |are )?not (?:necessary|needed|required|essential)/i;

export function seniorityFinding({ value }: UnderstoodFacet, document: TandemDocument): Finding {
  const { seniority } = document;
  const asked = SENIORITY_WORDS[value as Seniority];
  if (seniority === value) return met('SENIORITY', `Of ${asked}, as asked`);
  const said = value === 'ENTRY' && document.kind === 'job' ? NO_EXPERIENCE.exec(document.description)?.[0] : undefined;
  if (said !== undefined) return met('SENIORITY', `Says “${said.replace(/\s+/g, ' ')}”`);
  if (seniority === null) return open('SENIORITY', 'No level listed');
  // A profile's level is that of its present work.
  return broken('SENIORITY', `${document.kind === 'person' ? 'Now of' : 'Of'} ${SENIORITY_WORDS[seniority]}`, asked);
}

/** contracts.md: workplace belongs to LOCATION. */
export function workplaceFinding({ value }: UnderstoodFacet, { workplaceType }: JobDocument): Finding {
  const asked = WORKPLACE_WORDS[value as WorkplaceType];
  if (workplaceType === null) return open('LOCATION', 'No workplace listed');
  if (workplaceType === value) return met('LOCATION', `Work is ${asked}`);
  return broken('LOCATION', `Work is ${WORKPLACE_WORDS[workplaceType]}`, asked);
}

/** How many hours a week is one thing, for how long another: full time work may be temporary. */
const HOURS: ReadonlySet<EmploymentType> = new Set<EmploymentType>(['FULL_TIME', 'PART_TIME']);
/** Read as full time, but it says for how long and not how much. */
const WITHOUT_END = 'permanent';

/** The contract has no kind of its own for it. */
export function employmentFinding({ value, sourceText }: UnderstoodFacet, document: JobDocument): Finding {
  const asked = value as EmploymentType;
  if (foldText(sourceText ?? '') === WITHOUT_END) return permanenceFinding(document);
  const { employmentTypes } = document;
  if (employmentTypes.includes(asked)) return met('SEMANTIC', `Offered as ${EMPLOYMENT_WORDS[asked]}`);
  if (employmentTypes.length === 0) return open('SEMANTIC', 'No kind of employment listed');
  const isOther = employmentTypes.some((type) => HOURS.has(type) === HOURS.has(asked));
  if (isOther) return broken('SEMANTIC', offeredAs(document), EMPLOYMENT_WORDS[asked]);
  return open('SEMANTIC', `${offeredAs(document)}, without saying whether ${EMPLOYMENT_WORDS[asked]}`);
}

function permanenceFinding(document: JobDocument): Finding {
  const said = mentionOf(bodyOf(document), WITHOUT_END);
  if (said !== null) return met('SEMANTIC', `Says “${said}”`);
  const ending = document.employmentTypes.some((type) => !HOURS.has(type));
  if (ending) return broken('SEMANTIC', offeredAs(document), WITHOUT_END);
  return open('SEMANTIC', `Does not say whether it is ${WITHOUT_END}`);
}

const offeredAs = ({ employmentTypes }: JobDocument): string =>
  `Offered as ${employmentTypes.map((type) => EMPLOYMENT_WORDS[type]).join(' or ')}`;
