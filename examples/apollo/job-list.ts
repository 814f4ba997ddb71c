/** A list of jobs that grows page by page. */

import { type ApolloClient, gql, type TypedDocumentNode } from '@apollo/client';

interface JobList {
  readonly jobSearch: {
    readonly totalCount: number;
    readonly edges: readonly {
      readonly cursor: string;
      readonly node: { readonly id: string; readonly title: string };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

interface JobListVariables {
  readonly input: { readonly text: string };
  readonly first: number;
  readonly after?: string | null;
}

export const JOB_LIST: TypedDocumentNode<JobList, JobListVariables> = gql`
  query JobList($input: JobSearchInput!, $first: Int, $after: String) {
    jobSearch(input: $input, first: $first, after: $after) {
      totalCount
      edges {
        cursor
        node {
          id
          title
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

/** The titles of the first two pages, as the cache holds them in one list. */
export async function firstTwoPages(client: ApolloClient, text: string, first: number): Promise<readonly string[]> {
  const variables = { input: { text }, first };
  const { data } = await client.query({ query: JOB_LIST, variables });
  const list = client.watchQuery({ query: JOB_LIST, variables });
  const watching = list.subscribe({});
  await list.fetchMore({ variables: { after: data?.jobSearch?.pageInfo.endCursor ?? null } });
  watching.unsubscribe();
  const whole = client.readQuery({ query: JOB_LIST, variables });
  return whole?.jobSearch?.edges.map(({ node }) => node.title) ?? [];
}
