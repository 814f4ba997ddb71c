/** What a global id names, if anything: the ids of documents, employers and searches share one space. */
import { employerWithId } from './company.ts';
import type { SearchContext } from './context.ts';
import { locate } from './documents.ts';
import { lastingRecordOf } from './lasting-record.ts';

export type ObjectKind = 'Job' | 'Person' | 'Company' | 'Search';

/** Null for an id that names nothing that exists. */
export async function objectKindOf(globalId: string, context: SearchContext): Promise<ObjectKind | null> {
  const found = locate(globalId, context);
  if (found !== null) return found.snapshot.vertical === 'jobs' ? 'Job' : 'Person';
  if (employerWithId(globalId, context) !== null) return 'Company';
  return (await lastingRecordOf(globalId, context)) === null ? null : 'Search';
}
