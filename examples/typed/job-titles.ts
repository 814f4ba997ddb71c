/** A search whose variables and answer have the types that graphql-codegen made of its text: a wrong name does not compile. */

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { type Answer, request, type ServerSettings } from '../fetch/request.ts';
import { graphql } from './generated/gql.ts';

const JOB_TITLES = graphql(`
  query JobTitles($input: JobSearchInput!, $first: Int) {
    jobSearch(input: $input, first: $first) {
      nodes {
        title
        company {
          name
        }
      }
    }
  }
`);

function ask<Data, Variables extends object>(
  server: ServerSettings,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  return request<Data>(server, print(document), variables);
}

export async function jobTitles(server: ServerSettings, text: string): Promise<readonly string[]> {
  const { data } = await ask(server, JOB_TITLES, {
    input: { text, filter: { employmentTypes: ['FULL_TIME'] } },
    first: 5,
  });
  return data?.jobSearch?.nodes.map(({ title, company }) => `${title}, ${company?.name ?? 'employer unknown'}`) ?? [];
}
