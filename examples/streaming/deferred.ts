/** Shows the ranked page first, and why its jobs fit when that is there: the deferred part comes later in the same answer. */

import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { Defer20220824Handler } from '@apollo/client/incremental';

interface Page {
  readonly jobSearch: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly title: string };
      readonly match: { readonly id: string; readonly explanation?: { readonly summary: string } | null };
    }[];
  } | null;
}

const PAGE: TypedDocumentNode<Page, { readonly text: string }> = gql`
  query DeferredPage($text: String!) {
    jobSearch(input: { text: $text }, first: 3) {
      edges {
        node {
          id
          title
        }
        match {
          id
          ... @defer {
            explanation {
              summary
            }
          }
        }
      }
    }
  }
`;

/** `streamUrl` is that of /graphql/stream. */
export function createStreamingClient(streamUrl: string, key?: string): ApolloClient {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return new ApolloClient({
    link: new HttpLink({ uri: streamUrl, headers }),
    cache: new InMemoryCache(),
    incrementalHandler: new Defer20220824Handler(),
  });
}

/** Calls `show` with a line for each job whenever more of the page is there; resolves with the whole page shown. */
export function showPage(client: ApolloClient, text: string, show: (lines: readonly string[]) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const page = client.watchQuery({ query: PAGE, variables: { text } });
    const watching = page.subscribe(({ data, dataState, error }) => {
      if (dataState === 'complete' || dataState === 'streaming')
        show((data as Page).jobSearch?.edges.map(({ node, match }) => lineOf(node, match)) ?? []);
      if (error) reject(error);
      if (dataState !== 'complete') return;
      resolve();
      queueMicrotask(() => watching.unsubscribe());
    });
  });
}

function lineOf({ title }: { title: string }, { explanation }: { explanation?: { summary: string } | null }): string {
  return explanation ? `${title}: ${explanation.summary}` : title;
}
