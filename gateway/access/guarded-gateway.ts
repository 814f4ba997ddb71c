/** A planner that never sees what the caller may not read: @access is enforced before it, whichever planner it is. */

import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Caller, isAnonymous } from '../../runtime/caller.ts';
import type { AccessRules } from '../../subgraphs/access-rules.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import type { Executor, ExecutorRequest, GatewayInterface } from '../operations/gateway-interface.ts';
import { type DeniedOperation, denyFields } from './deny-fields.ts';
import { objectPlaces, withDenied } from './null-denied.ts';

export function guardGateway(gateway: GatewayInterface, rules: AccessRules): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (options) => {
      const { executor } = await gateway.load(options);
      return { executor: executor && guardExecutor(executor, rules) };
    },
  };
}

function guardExecutor(execute: Executor, rules: AccessRules): Executor {
  const deny = rememberedDenials(rules);
  const places = rememberedPlaces();
  return async (context) => {
    const { caller } = context.context as unknown as RequestScope;
    const denied = deny(context.document, context.schema, caller);
    if (denied === null) return execute(context);
    const { document, marks } = denied;
    // Plans are kept by this hash.
    const queryHash = `${context.queryHash} as ${rightsOf(caller)}`;
    return withDenied(await execute({ ...context, document, queryHash }), marks, places(context));
  };
}

const rightsOf = (caller: Caller): string =>
  (isAnonymous(caller) ? 'nobody ' : '') + [...caller.scopes].sort().join(' ');

interface Denial {
  readonly denied: DeniedOperation | null;
}

/** Kinds of callers that one document is kept for. */
const KEPT_RIGHTS = 8;

type Deny = (document: DocumentNode, schema: GraphQLSchema, caller: Caller) => DeniedOperation | null;

/** A document is read once for all callers with the same rights. */
function rememberedDenials(rules: AccessRules): Deny {
  const byDocument = new WeakMap<DocumentNode, LRUCache<string, Denial>>();
  return (document, schema, caller) => {
    const byRights = byDocument.get(document) ?? new LRUCache<string, Denial>({ max: KEPT_RIGHTS });
    byDocument.set(document, byRights);
    const rights = rightsOf(caller);
    const known = byRights.get(rights);
    if (known !== undefined) return known.denied;
    const denied = denyFields(document, schema, rules, caller);
    byRights.set(rights, { denied });
    return denied;
  };
}

type ObjectPlaces = (request: ExecutorRequest) => ReturnType<typeof objectPlaces>;

/** By document and operation. */
function rememberedPlaces(): ObjectPlaces {
  const byDocument = new WeakMap<DocumentNode, Map<string | null, ReturnType<typeof objectPlaces>>>();
  return ({ document, schema, operationName }) => {
    const byName = byDocument.get(document) ?? new Map<string | null, ReturnType<typeof objectPlaces>>();
    byDocument.set(document, byName);
    const places = byName.get(operationName) ?? objectPlaces(document, schema, operationName);
    byName.set(operationName, places);
    return places;
  };
}
