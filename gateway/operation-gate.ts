/** What every operation passes before it is validated: is it known, small enough, allowed to read the schema, cheap enough, and paid for. */

import { LRUCache } from 'lru-cache';
import type { Limits } from '../runtime/limits.ts';
import type { BudgetStore } from '../stores/budgets.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import { maxAgeOf } from './cache-policy.ts';
import { type Charge, charge, freeCharge } from './charge.ts';
import { type SizedOperation, sizedOperation } from './check-size.ts';
import { fieldTree, type TreeField } from './field-tree.ts';
import type { GraphFacts } from './graph-facts.ts';
import { HttpError, refusal } from './http.ts';
import { requestedCost, sentCost } from './operation-cost.ts';
import { mayReadSchema, type Payer, payerOf } from './payer.ts';
import type { OperationParameters, PersistedOperations } from './persisted-operations.ts';

export interface GateSettings {
  readonly limits: Limits;
  /** Of the supergraph that is served now. */
  readonly graph: () => GraphFacts;
  readonly persisted: PersistedOperations;
  readonly budgets: BudgetStore;
  /** Nobody pays, and a GET may have any text. */
  readonly isDevelopment: boolean;
}

export interface GateRequest {
  readonly method: string | undefined;
  readonly parameters: OperationParameters & { readonly operationName?: unknown; readonly variables?: unknown };
  readonly scope: RequestScope;
  /** Network address of the client. */
  readonly address: string;
}

/** An operation that may run. */
export interface OpenedOperation {
  /** Null when the request has none that could be read: the server behind says why. */
  readonly text: string | null;
  readonly isPersisted: boolean;
  readonly fields: readonly TreeField[];
  /** Seconds. */
  readonly maxAge: number;
  readonly payer: Payer;
  /** Points of what was sent, which do not go back. */
  readonly sentPoints: number;
  readonly charge: Charge;
  /** It was a good one: it may be named by its hash from now on. */
  readonly register: () => void;
}

export type OperationGate = (request: GateRequest) => Promise<OpenedOperation>;

interface Prepared {
  readonly graph: GraphFacts;
  readonly sized: SizedOperation | null;
  readonly fields: readonly TreeField[];
  readonly maxAge: number;
}

/** Of texts of operations that were within the limits, so that a repeated one is not measured again. */
const KEPT_CHARACTERS = 8_000_000;

/** Throws HttpError; a request that is refused for what it asks pays as one request without points. */
export function createOperationGate(settings: GateSettings): OperationGate {
  const prepare = createPrepare(settings);
  const pay = (payer: Payer, points: number): Promise<Charge> | Charge =>
    settings.isDevelopment ? freeCharge(points, payer) : charge(payer, points, settings.budgets);
  return async (request) => {
    const payer = payerOf(request.scope.caller, request.address, settings.limits);
    try {
      const { points, ...opened } = look(request, settings, prepare);
      return { ...opened, payer, charge: await pay(payer, points) };
    } catch (error) {
      if (error instanceof HttpError && error.code !== 'RATE_LIMITED') await pay(payer, 0);
      throw error;
    }
  };
}

type Look = Omit<OpenedOperation, 'payer' | 'charge'> & { readonly points: number };

function look({ method, parameters, scope }: GateRequest, settings: GateSettings, prepare: Prepare): Look {
  const { cost } = settings.limits;
  const resolved = settings.persisted.resolve(parameters);
  if (resolved === null) return { ...NO_OPERATION, text: null };
  const { text, isPersisted, register } = resolved;
  if (method === 'GET' && !isPersisted && !settings.isDevelopment) throw refusal('PERSISTED_OPERATION_REQUIRED');
  const { sized, fields, maxAge } = prepare(text, parameters.operationName);
  if (sized === null) return { ...NO_OPERATION, text, isPersisted };
  if (sized.introspects && !mayReadSchema(scope.caller, settings.isDevelopment))
    throw refusal('INTROSPECTION_DISABLED');
  const variables = variablesOf(parameters.variables);
  const sentPoints = sentCost(fields, variables);
  const points = requestedCost(fields, variables) + sentPoints;
  if (points > cost) throw tooCostly(cost, points);
  return { text, isPersisted, fields, maxAge, points, sentPoints, register };
}

const NO_OPERATION = {
  isPersisted: false,
  fields: [],
  maxAge: 0,
  points: 0,
  sentPoints: 0,
  register: () => undefined,
} as const;

type Prepare = (text: string, operationName: unknown) => Prepared;

function createPrepare({ limits, graph: currentGraph }: GateSettings): Prepare {
  const kept = new LRUCache<string, Prepared>({ maxSize: KEPT_CHARACTERS, sizeCalculation: (_, key) => key.length });
  return (text, operationName) => {
    const graph = currentGraph();
    const name = typeof operationName === 'string' ? operationName : null;
    const key = `${name ?? ''} ${text}`;
    const found = kept.get(key);
    if (found?.graph === graph) return found;
    const sized = sizedOperation(text, name, limits);
    const fields = sized === null ? [] : fieldTree(sized.operation, sized.document, graph);
    const prepared = { graph, sized, fields, maxAge: maxAgeOf(fields) };
    if (sized !== null) kept.set(key, prepared);
    return prepared;
  };
}

function variablesOf(variables: unknown): Readonly<Record<string, unknown>> {
  return typeof variables === 'object' && variables !== null ? { ...variables } : {};
}

function tooCostly(limit: number, got: number): HttpError {
  const message = `an operation may cost ${limit} points, this one may cost ${got}; ask for fewer items, fields or searches`;
  return new HttpError(400, message, { code: 'OPERATION_TOO_COSTLY', details: { limit, got } });
}
