/** The page of an employer: what the newest indexes know of it. */
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../stores/attribute-names.ts';
import type { Mask } from '../stores/attributes.ts';
import { VERTICALS } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { hiddenPeople } from '../stores/profile-visibility.ts';
import type { SearchContext } from './context.ts';
import { documentAt } from './documents.ts';
import { seesHidden } from './people-access.ts';
import type { Employer } from './understand/knowledge.ts';
import { knowledgeOf } from './understand/understand.ts';

/** Postings that are read for the industry; those of one employer rarely differ. */
const MAX_READ = 20;

/** Null for an id that no job and no person names whom this caller may see. */
export function employerWithId(id: string, context: SearchContext): Employer | null {
  for (const vertical of VERTICALS) {
    const snapshot = context.services.indexes.current(vertical);
    const found = knowledgeOf(snapshot, context).employerById(id);
    if (found !== null && (vertical === 'jobs' || isNamedByPeople(id, snapshot, context))) return found;
  }
  return null;
}

function isNamedByPeople(id: string, snapshot: IndexSnapshot, context: SearchContext): boolean {
  const columns = [PEOPLE_COLUMNS.currentCompany, PEOPLE_COLUMNS.pastCompany];
  return columns.some((column) => seenWith(id, column, snapshot, context).includes(1));
}

/** [size], 1 for the people with the employer there whom this caller may see. */
function seenWith(id: string, field: string, snapshot: IndexSnapshot, { caller }: SearchContext): Mask {
  const named = snapshot.attributes.evaluate({ kind: 'in', field, values: [id] });
  const isHidden = seesHidden(caller) ? null : hiddenPeople(snapshot);
  return isHidden === null ? named : named.map((one, position) => (isHidden[position] === 1 ? 0 : one));
}

/** As the newest posting says that says one; null when none does. */
export async function industryOf(employerId: string, context: SearchContext): Promise<string | null> {
  const snapshot = context.services.indexes.current('jobs');
  const mask = snapshot.attributes.evaluate({ kind: 'in', field: JOB_COLUMNS.company, values: [employerId] });
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
  const mask = seenWith(employerId, PEOPLE_COLUMNS.currentCompany, snapshot, context);
  return mask.reduce((sum, passes) => sum + passes, 0);
}
