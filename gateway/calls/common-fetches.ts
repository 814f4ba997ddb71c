/** What two executions of one request ask of the same subgraph is asked once: the first part of a streamed answer reads the fetches of the whole. */

import { type DocumentNode, Kind } from 'graphql';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import type { PlainResult } from './plain-result.ts';

export interface RootFetch {
  readonly subgraph: string;
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Slot {
  readonly answer: Promise<PlainResult | null>;
  readonly settle: (answer: Promise<PlainResult> | null) => void;
}

class CommonFetches {
  readonly #slots = new Map<string, Slot>();
  #isOver = false;

  slot(subgraph: string): Slot {
    const slot = this.#slots.get(subgraph) ?? openSlot();
    this.#slots.set(subgraph, slot);
    if (this.#isOver) slot.settle(null);
    return slot;
  }

  /** The whole asks for nothing more, so that nobody waits for it. */
  end(): void {
    this.#isOver = true;
    for (const slot of this.#slots.values()) slot.settle(null);
  }
}

function openSlot(): Slot {
  let settle: Slot['settle'] = () => undefined;
  const answer = new Promise<PlainResult | null>((resolve) => {
    settle = resolve;
  });
  return { answer, settle };
}

const wholes = new WeakMap<RequestScope, CommonFetches>();
const firsts = new WeakMap<RequestScope, CommonFetches>();

/**
 * A list is ranked where it is made, and a second ranking may plan another depth: the deferred parts would belong to other
 * matches than the page. So `first` reads the lists of `whole`. Call the result when `whole` has ended.
 */
export function shareFetches(whole: RequestScope, first: RequestScope): () => void {
  const fetches = new CommonFetches();
  wholes.set(whole, fetches);
  firsts.set(first, fetches);
  return () => {
    wholes.delete(whole);
    fetches.end();
  };
}

/** Runs the fetch, or takes the answer of the same request's other execution that has everything it asks for. */
export async function fetchOnce(
  scope: RequestScope,
  fetch: RootFetch,
  run: () => Promise<PlainResult>,
): Promise<PlainResult> {
  const [leading, following] = [wholes.get(scope), firsts.get(scope)];
  // Entities are read from what the lists wrote down, so a second look is cheap and says the same.
  if ((!leading && !following) || fetch.variables.representations !== undefined) return run();
  if (leading) {
    const answer = run();
    leading.slot(fetch.subgraph).settle(answer);
    return answer;
  }
  const answer = await following?.slot(fetch.subgraph).answer;
  // Executions write into what they are given.
  return answer && hasAll(answer, fetch) ? structuredClone(answer) : run();
}

function hasAll({ data }: PlainResult, { document }: RootFetch): boolean {
  const [operation] = document.definitions;
  if (!data || operation?.kind !== Kind.OPERATION_DEFINITION) return false;
  return operation.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && Object.hasOwn(data, (selection.alias ?? selection.name).value),
  );
}
