/** What to tell people beside a page: that it is incomplete, what was changed in the search, and which parts are missing. */

import { request, type ServerSettings } from './request.ts';

const PAGE = `query Remarks($input: JobSearchInput!) {
  jobSearch(input: $input, first: 10) {
    coverage { degraded reasons ranked rankedPlanned }
    notices { code message }
    edges { node { title } match { relevance { score } } }
  }
}`;

interface Page {
  readonly jobSearch: {
    readonly coverage: {
      readonly degraded: boolean;
      readonly reasons: readonly string[];
      readonly ranked: number;
      readonly rankedPlanned: number;
    };
    readonly notices: readonly { readonly code: string; readonly message: string }[];
  } | null;
}

export async function remarksOn(server: ServerSettings, text: string): Promise<readonly string[]> {
  const { data, errors } = await request<Page>(server, PAGE, { input: { text } });
  // Show what came, and hide what is null: an error names it by its path.
  const missing = errors.map(
    ({ path, message, extensions }) => `${path?.join('.') ?? 'all'}: ${extensions.code} ${message}`,
  );
  if (!data?.jobSearch) return missing;
  const { coverage, notices } = data.jobSearch;
  const incomplete = `${coverage.ranked} of ${coverage.rankedPlanned} read closely (${coverage.reasons.join(', ')})`;
  return [...notices.map(({ message }) => message), ...(coverage.degraded ? [incomplete] : []), ...missing];
}
