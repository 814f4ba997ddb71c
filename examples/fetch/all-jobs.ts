/** All jobs of a search, page after page: each page starts behind the last cursor of the page before. */

import { type Answer, request, type ServerSettings } from './request.ts';

const PAGE = `query Page($input: JobSearchInput!, $first: Int, $after: String) {
  jobSearch(input: $input, first: $first, after: $after) {
    nodes { id title }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  readonly jobSearch: {
    readonly nodes: readonly { readonly id: string; readonly title: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

/** Stop reading whenever you have enough: no page is asked for before it is needed. */
export async function* allJobs(server: ServerSettings, text: string, first = 50) {
  let after: string | null = null;
  do {
    const answer: Answer<Page> = await request<Page>(server, PAGE, { input: { text }, first, after });
    const page: Page['jobSearch'] = answer.data?.jobSearch ?? null;
    if (page === null) throw new Error(answer.errors[0]?.message ?? 'the search has no answer');
    yield* page.nodes;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}
