/** What a global id names, if anything: the ids of documents, employers and searches share one space. */
import type { SearchContext } from './context.ts';
import { locate } from './documents.ts';
import { searchRecordOf } from './records.ts';
import { knowledgeOf } from './understand/understand.ts';

export type ObjectKind = 'Job' | 'Person' | 'Company' | 'Search';

/** Null for an id that names nothing that exists. */
export async function objectKindOf(globalId: string, context: SearchContext): Promise<ObjectKind | null> {
  const found = locate(globalId, context);
  if (found !== null) return found.snapshot.vertical === 'jobs' ? 'Job' : 'Person';
  if (isEmployer(globalId, context)) return 'Company';
  return (await searchRecordOf(globalId, context)) === null ? null : 'Search';
}

function isEmployer(id: string, context: SearchContext): boolean {
  const { indexes } = context.services;
  return (['jobs', 'people'] as const).some(
    (vertical) => knowledgeOf(indexes.current(vertical), context).employerById(id) !== null,
  );
}
