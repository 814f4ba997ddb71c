/** Each entity is sent once and comes back to all its places. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctRepresentations } from '../../gateway/representations.ts';

const company = (id: string) => ({ __typename: 'Company', id });

describe('distinct representations', () => {
  it('leave variables without duplicates as they are', () => {
    const variables = { representations: [company('1'), company('2')], first: 2 };
    expect(distinctRepresentations(variables).variables).toBe(variables);
    expect(distinctRepresentations({ first: 2 }).variables).toEqual({ first: 2 });
  });

  it('send each entity once and keep the other variables', () => {
    const { variables } = distinctRepresentations({
      representations: [company('1'), company('2'), company('1')],
      first: 2,
    });
    expect(variables).toEqual({ representations: [company('1'), company('2')], first: 2 });
  });

  it('give every place its own copy, so that merging into one does not change another', () => {
    const { expand } = distinctRepresentations({ representations: [company('1'), company('1')] });
    const entities = expand({ data: { _entities: [{ name: 'A' }] } }).data?._entities;
    expect(entities).toEqual([{ name: 'A' }, { name: 'A' }]);
    expect(Array.isArray(entities) && entities[0] !== entities[1]).toBe(true);
  });

  it('tell an error of an entity at each of its places', () => {
    const { expand } = distinctRepresentations({ representations: [company('1'), company('2'), company('2')] });
    const { errors } = expand({
      data: { _entities: [null, null] },
      errors: [{ message: 'no', path: ['_entities', 1, 'name'] }, { message: 'whole' }],
    });
    expect(errors).toEqual([
      { message: 'no', path: ['_entities', 1, 'name'] },
      { message: 'no', path: ['_entities', 2, 'name'] },
      { message: 'whole' },
    ]);
  });

  it('answer any list like asking for each of its entries', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 }), (ids) => {
        const representations = ids.map((id) => company(String(id)));
        const { variables, expand } = distinctRepresentations({ representations });
        const sent = variables.representations as typeof representations;
        expect(new Set(sent.map((entity) => entity.id)).size).toBe(sent.length);
        const answer = expand({ data: { _entities: sent.map((entity) => ({ name: `name ${entity.id}` })) } });
        expect(answer.data?._entities).toEqual(ids.map((id) => ({ name: `name ${id}` })));
      }),
    );
  });
});
