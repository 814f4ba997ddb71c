/** The page of an employer: what the newest indexes know of it. */
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../stores/attribute-names.ts';
import type { Mask } from '../stores/attributes.ts';
import { VERTICALS } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { SearchContext } from './context.ts';
import { documentAt } from './documents.ts';
import type { Employer } from './understand/knowledge.ts';
import { knowledgeOf } from './understand/understand.ts';
import { visibleMask } from './visible-documents.ts';

/** Postings that are read for the industry; those of one employer rarely differ. */
const MAX_READ = 20;

/** Null for an id that no job and no person names which this caller may see. */
export function employerWithId(id: string, context: SearchContext): Employer | null {
  for (const vertical of VERTICALS) {
    const snapshot = context.services.indexes.current(vertical);
    const found = knowledgeOf(snapshot, context).employerById(id);
    if (found !== null && isNamed(id, snapshot, context)) return found;
  }
  return null;
}

const EMPLOYER_COLUMNS = {
  jobs: [JOB_COLUMNS.company],
  people: [PEOPLE_COLUMNS.currentCompany, PEOPLE_COLUMNS.pastCompany],
} as const;

function isNamed(id: string, snapshot: IndexSnapshot, context: SearchContext): boolean {
  if (visibleMask(snapshot, context) === null) return true;
  return EMPLOYER_COLUMNS[snapshot.vertical].some((column) => visibleWith(id, column, snapshot, context).includes(1));
}

/** [size], 1 for the documents that name the employer there and that this caller may see. */
function visibleWith(id: string, field: string, snapshot: IndexSnapshot, context: SearchContext): Mask {
  const named = snapshot.attributes.evaluate({ kind: 'in', field, values: [id] });
  const visible = visibleMask(snapshot, context);
  return visible === null ? named : named.map((one, position) => one & (visible[position] ?? 0));
}

/** As the newest posting says that says one; null when none does. */
export async function industryOf(employerId: string, context: SearchContext): Promise<string | null> {
  const snapshot = context.services.indexes.current('jobs');
  const mask = visibleWith(employerId, JOB_COLUMNS.company, snapshot, context);
  const { numbers } = snapshot.attributes.numbers(JOB_COLUMNS.postedAt);
  const postedAt = (position: number): number => numbers[position] || 0;
  const newest = [...mask.keys()]
    .filter((position) => mask[position] === 1)
    .sort((a, b) => postedAt(b) - postedAt(a))
    .slice(0, MAX_READ);
  const jobs = await Promise.all(
    newest.map((at) => documentAt(snapshot.ids[at] ?? '', snapshot.documentVersions[at] ?? '', context)),
  );
  return jobs.flatMap((job) => (job?.kind === 'job' ? (job.industry ?? []) : [])).at(0) ?? null;
}

/** People with a position there that has not ended, of those whom this caller may see. */
export function peopleAt(employerId: string, context: SearchContext): number {
  const snapshot = context.services.indexes.current('people');
  const mask = visibleWith(employerId, PEOPLE_COLUMNS.currentCompany, snapshot, context);
  return mask.reduce((sum, passes) => sum + passes, 0);
}
