/** The thread in which Apollo's planner works: answers with the schema of a supergraph, or with the plan of an operation over it. */

import { parentPort } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { type ApolloPlanning, planningOf } from './apollo-planning.ts';
import type { ThreadMessage } from './killable-thread.ts';
import type { Step } from './plan.ts';

export interface PlannerQuestion {
  readonly supergraphSdl: string;
  /** Without one the schema is asked for. */
  readonly operation?: {
    readonly document: string;
    readonly name: string | undefined;
    readonly limitMs: number;
  };
}

export type PlannerAnswer = string | Step | null;

/** The one that serves, and the one that is about to. */
const KEPT_SUPERGRAPHS = 2;
const known = new LRUCache<string, ApolloPlanning>({ max: KEPT_SUPERGRAPHS });

function planningFor(supergraphSdl: string): ApolloPlanning {
  const planning = known.get(supergraphSdl) ?? planningOf(supergraphSdl);
  known.set(supergraphSdl, planning);
  return planning;
}

const tell = (message: ThreadMessage<PlannerAnswer>): void => parentPort?.postMessage(message);

function answer({ supergraphSdl, operation }: PlannerQuestion): void {
  try {
    const planning = planningFor(supergraphSdl);
    if (operation) tell({ kind: 'begins', limitMs: operation.limitMs });
    tell({
      kind: 'answered',
      answer: operation ? planning.plan(operation.document, operation.name) : planning.schema(),
    });
  } catch (error) {
    tell({ kind: 'failed', error });
  }
}

parentPort?.on('message', answer);
