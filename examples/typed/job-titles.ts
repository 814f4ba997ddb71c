/** A search whose variables and answer have the types that graphql-codegen made of its text: a wrong name does not compile. */

import { print } from 'graphql';
import { request, type ServerSettings } from '../fetch/request.ts';
import { graphql } from './generated/gql.ts';
import type { JobTitlesQuery } from './generated/graphql.ts';

const JOB_TITLES = graphql(`
  query JobTitles($input: JobSearchInput!, $first: Int) {
    jobSearch(input: $input, first: $first) {
      nodes {
        title
        company {
          name
        }
        salary {
          minimum
          currency
        }
      }
    }
  }
`);

export async function jobTitles(server: ServerSettings, text: string): Promise<readonly string[]> {
  const { data } = await request<JobTitlesQuery>(server, print(JOB_TITLES), {
    input: { text, filter: { workplaceTypes: ['ON_SITE'] } },
    first: 5,
  });
  return data?.jobSearch?.nodes.map(({ title, company }) => `${title}, ${company?.name ?? 'employer unknown'}`) ?? [];
}
