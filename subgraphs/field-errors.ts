/** The errors of one query: none is told of a place that is null already because of another. */

import type { GraphQLError, GraphQLResolveInfo } from 'graphql';

/** A place in the answer; two of one place are one object. */
export type Path = GraphQLResolveInfo['path'];

export class FieldErrors {
  readonly all: GraphQLError[] = [];
  /** Undefined stands for the whole answer. */
  readonly #nulls = new Set<Path | undefined>();

  /** `path` is the place that is null now. */
  add(error: GraphQLError, path: Path | undefined): void {
    if (this.#isNull(path)) return;
    this.#nulls.add(path);
    this.all.push(error);
  }

  #isNull(path: Path | undefined): boolean {
    if (this.#nulls.size === 0) return false;
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulls.has(at)) return true;
    return this.#nulls.has(undefined);
  }
}
