/** The page of an employer: what the newest indexes know of it. */
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../stores/attribute-names.ts';
import { VERTICALS } from '../stores/documents.ts';
import type { SearchContext } from './context.ts';
import { documentAt } from './documents.ts';
import type { Employer } from './understand/knowledge.ts';
import { knowledgeOf } from './understand/understand.ts';

/** Postings that are read for the industry; those of one employer rarely differ. */
const MAX_READ = 20;

/** Null for an id that no job and no person names. */
export function employerWithId(id: string, context: SearchContext): Employer | null {
  for (const vertical of VERTICALS) {
    const found = knowledgeOf(context.services.indexes.current(vertical), context).employerById(id);
    if (found !== null) return found;
  }
  return null;
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

/** People with a position there that has not ended. */
export function peopleAt(employerId: string, { services }: SearchContext): number {
  const { attributes } = services.indexes.current('people');
  const mask = attributes.evaluate({ kind: 'in', field: PEOPLE_COLUMNS.currentCompany, values: [employerId] });
  return mask.reduce((sum, passes) => sum + passes, 0);
}
