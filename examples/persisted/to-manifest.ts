/** From the files that client builds write to the one that TANDEM_OPERATIONS names: `sha256:<hex>` to the text of the operation. */

/** What `generate-persisted-query-manifest` of Apollo Client writes. */
export interface ApolloManifest {
  readonly operations: readonly { readonly id: string; readonly name: string; readonly body: string }[];
}

/** What relay-compiler writes with `"persistConfig": {"file": …, "algorithm": "SHA256"}`. */
export type RelayManifest = Readonly<Record<string, string>>;

export function fromApollo({ operations }: ApolloManifest): Readonly<Record<string, string>> {
  return Object.fromEntries(operations.map(({ id, body }) => [`sha256:${id}`, body]));
}

export function fromRelay(manifest: RelayManifest): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(manifest).map(([hash, text]) => [`sha256:${hash}`, text]));
}
