/** @access inside a subgraph: neither a field nor the source of a subscription is asked for a caller without its scopes. */

import { buildSchema, parse, subscribe } from 'graphql';
import { expect, it } from 'vitest';
import { accessRules } from '../../subgraphs/access-rules.ts';
import { guardFields } from '../../subgraphs/guard-fields.ts';

const SDL = `
  directive @access(scopes: [String!]!) on FIELD_DEFINITION
  type Query { a: Int }
  type Subscription { tick: Int @access(scopes: ["jobs:write"]) }
`;

it('a subscription opens no source for a caller without its scope', async () => {
  const schema = buildSchema(SDL);
  const field = schema.getSubscriptionType()?.getFields().tick;
  let opened = 0;
  if (field)
    field.subscribe = async function* () {
      opened += 1;
      yield { tick: 1 };
    };
  guardFields(schema, accessRules(parse(SDL)));
  const ask = (scopes: readonly string[]) =>
    subscribe({
      schema,
      document: parse('subscription { tick }'),
      contextValue: { caller: { id: 'key', tenant: 'acme', scopes } },
    });
  const refused = await ask(['jobs:read']);
  expect('errors' in refused && refused.errors?.[0]?.message).toContain('jobs:write');
  expect(opened).toBe(0);
  const told = await ask(['jobs:write']);
  expect(Symbol.asyncIterator in told && (await told.next()).value).toEqual({ data: { tick: 1 } });
});
