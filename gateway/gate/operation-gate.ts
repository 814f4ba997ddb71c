/** What every operation passes before it is validated: is it known, small enough, allowed to read the schema, cheap enough, and paid for. */

import type { Caller } from '../../runtime/caller.ts';
import type { Limits } from '../../runtime/limits.ts';
import { HttpError, refusal } from '../http/http.ts';
import type { TreeField } from '../operations/field-tree.ts';
import type { GraphFacts } from '../operations/graph-facts.ts';
import type { OperationParameters, PersistedOperations } from '../operations/persisted-operations.ts';
import { createPreparedOperations, type PreparedOperations } from '../operations/prepared-operations.ts';
import { valuesOver } from '../operations/variable-defaults.ts';
import type { Charge } from './charge.ts';
import { requestedCost, sentCost } from './operation-cost.ts';
import type { Till } from './pay-refusals.ts';
import { mayReadSchema, type Payer } from './payer.ts';

export interface GateSettings {
  readonly limits: Limits;
  /** Of the supergraph that is served now. */
  readonly graph: () => GraphFacts;
  readonly persisted: PersistedOperations;
  readonly till: Till;
  /** A GET may have any text. */
  readonly isDevelopment: boolean;
}

export interface GateRequest {
  readonly method: string | undefined;
  readonly parameters: OperationParameters & { readonly operationName?: unknown; readonly variables?: unknown };
  readonly caller: Caller;
  readonly payer: Payer;
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
  /** It was a good one: it may be named by its hash from now on, and is not measured again. */
  readonly register: () => void;
}

export type OperationGate = (request: GateRequest) => Promise<OpenedOperation>;

/** Throws HttpError. */
export function createOperationGate(settings: GateSettings): OperationGate {
  const prepared = createPreparedOperations(settings.limits, settings.graph);
  return async (request) => {
    const { points, ...opened } = look(request, settings, prepared);
    const { payer } = request;
    return { ...opened, payer, charge: await settings.till.charge(payer, points) };
  };
}

type Look = Omit<OpenedOperation, 'payer' | 'charge'> & { readonly points: number };

function look({ method, parameters, caller }: GateRequest, settings: GateSettings, prepared: PreparedOperations): Look {
  const { cost } = settings.limits;
  const resolved = settings.persisted.resolve(parameters);
  if (resolved === null) return { ...NO_OPERATION, text: null };
  const { text, hash, isPersisted } = resolved;
  if (method === 'GET' && !isPersisted && !settings.isDevelopment) throw refusal('PERSISTED_OPERATION_REQUIRED');
  const { facts, keep } = prepared.prepare(text, hash, parameters.operationName);
  if (facts === null) return { ...NO_OPERATION, text, isPersisted };
  const { fields, defaults, maxAge, introspects } = facts;
  if (introspects && !mayReadSchema(caller, settings.isDevelopment)) throw refusal('INTROSPECTION_DISABLED');
  const variables = valuesOver(defaults, parameters.variables);
  const sentPoints = sentCost(fields, variables);
  const points = requestedCost(fields, variables) + sentPoints;
  if (points > cost) throw tooCostly(cost, points);
  const register = (): void => {
    resolved.register();
    keep();
  };
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

function tooCostly(limit: number, got: number): HttpError {
  const message = `an operation may cost ${limit} points, this one may cost ${got}; ask for fewer items, fields or searches`;
  return new HttpError(400, message, { code: 'OPERATION_TOO_COSTLY', details: { limit, got } });
}
