/** A list of jobs with urql: the second page is asked for by the first one's cursor, and the cache joins both. */

import { type Client, gql } from '@urql/core';

interface JobList {
  readonly jobSearch: {
    readonly edges: readonly { readonly node: { readonly title: string } }[];
    readonly pageInfo: { readonly endCursor: string | null };
  } | null;
}

const JOB_LIST = gql<JobList>`
  query JobList($input: JobSearchInput!, $first: Int, $after: String) {
    jobSearch(input: $input, first: $first, after: $after) {
      edges { cursor node { id title } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`;

export async function firstTwoPages(client: Client, text: string, first: number): Promise<readonly string[]> {
  const page = async (after: string | null) => {
    const { data, error } = await client.query<JobList>(JOB_LIST, { input: { text }, first, after });
    if (!data?.jobSearch) throw error ?? new Error('the search has no answer');
    return data.jobSearch;
  };
  const { pageInfo } = await page(null);
  const whole = await page(pageInfo.endCursor);
  return whole.edges.map(({ node }) => node.title);
}
