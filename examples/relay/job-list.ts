/** A list of jobs for Relay: a query, a fragment that pages, and the fields of one row; compile them with relay-compiler. */

import { graphql } from 'relay-runtime';

export const jobListQuery = graphql`
  query jobListQuery($input: JobSearchInput!) {
    ...jobList_page @arguments(input: $input)
  }
`;

/** For usePaginationFragment. */
export const jobListPage = graphql`
  fragment jobList_page on Query
  @refetchable(queryName: "jobListNextPageQuery")
  @argumentDefinitions(
    input: { type: "JobSearchInput!" }
    first: { type: "Int", defaultValue: 5 }
    after: { type: "String" }
  ) {
    jobSearch(input: $input, first: $first, after: $after) @connection(key: "jobList_jobSearch") {
      totalCount
      coverage {
        degraded
        reasons
      }
      edges {
        node {
          ...jobList_row
        }
      }
    }
  }
`;

/** For useFragment; @refetchable asks for it again by Query.node. */
export const jobListRow = graphql`
  fragment jobList_row on Job @refetchable(queryName: "jobListRowQuery") {
    title
    company {
      name
    }
  }
`;
