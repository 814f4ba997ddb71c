/** Has a subgraph check @access itself, whatever the gateway did: a field that the caller may not read is not resolved. */

import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { accessProblem, type Caller } from '../runtime/caller.ts';
import type { SearchContext } from '../search/context.ts';
import type { AccessRules } from './access-rules.ts';

/** Changes the resolvers of the schema. */
export function guardFields(schema: GraphQLSchema, rules: AccessRules): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`;
      const needed = [rules.get(type.name), rules.get(name)].filter((scopes) => scopes !== undefined);
      if (needed.length === 0) continue;
      const guard = guarded((caller) => accessProblem(caller, needed.flat(), name));
      field.resolve = guard(field.resolve ?? defaultFieldResolver);
      // The source of a subscription is opened before anything of it is resolved.
      if (field.subscribe) field.subscribe = guard(field.subscribe);
    }
  }
}

type Resolve = GraphQLFieldResolver<unknown, SearchContext>;

function guarded(problemOf: (caller: Caller) => Error | null): (resolve: Resolve) => Resolve {
  return (resolve) => (parent, args, context, info) => {
    const problem = problemOf(context.caller);
    if (problem !== null) throw problem;
    return resolve(parent, args, context, info);
  };
}
