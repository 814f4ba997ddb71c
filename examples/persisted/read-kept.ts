/** Runs an operation of the manifest by GET, so that the answer may be kept by browsers and by what stands between. */

export interface Kept {
  readonly data: unknown;
  /** `public, max-age=60` for searches of jobs, `no-store` for people and for whatever went wrong. */
  readonly cacheControl: string | null;
}

/** The id is `sha256:` with the hash of the operation's text in hex; `url` is that of /graphql. */
export async function readKept(url: string, documentId: string, variables: object): Promise<Kept> {
  const query = new URLSearchParams({ documentId, variables: JSON.stringify(variables) });
  const response = await fetch(`${url}?${query}`, { headers: { accept: 'application/graphql-response+json' } });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: readonly { message: string }[] };
  if (errors) throw new Error(errors[0]?.message);
  return { data, cacheControl: response.headers.get('cache-control') };
}
