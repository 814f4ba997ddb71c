/** Each query once, however many of its items are in a batch, and the place of every item's query. */

export interface DistinctQueries {
  readonly queries: readonly string[];
  /** [items] */
  readonly queryOf: Int32Array;
}

export function distinctQueries(items: readonly { readonly query: string }[]): DistinctQueries {
  const queries = [...new Set(items.map(({ query }) => query))];
  const placeOf = new Map(queries.map((query, place) => [query, place]));
  return { queries, queryOf: Int32Array.from(items, ({ query }) => placeOf.get(query) ?? -1) };
}
