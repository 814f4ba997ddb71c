/** Two sets of columns read as one, and searches go on while they are joined. */
import { setImmediate as breathe } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createAttributeBuilder } from '../../stores/attribute-builder.ts';
import type { AttributeColumns } from '../../stores/attributes.ts';
import { joinAttributes } from '../../stores/join-attributes.ts';

function columnsOf(ids: readonly string[]): AttributeColumns {
  const builder = createAttributeBuilder({ labels: ['id', 'kind'], numbers: [], points: [] });
  for (const id of ids) builder.add({ labels: { id: [id], kind: ['same'] }, numbers: {}, points: {} });
  return builder.build();
}

it('labels keep the codes of the base, and new ones follow them', async () => {
  const joined = await joinAttributes(columnsOf(['a', 'b']), columnsOf(['c', 'b']), Uint8Array.of(1, 0, 1, 1));
  const { values, codes } = joined.labels('id');
  expect([values, [...codes]]).toEqual([
    ['a', 'b', 'c'],
    [0, 1, 2, 1],
  ]);
  expect(joined.labels('kind').values).toEqual(['same']);
  expect([...joined.evaluate({ kind: 'in', field: 'id', values: ['b'] })]).toEqual([0, 0, 0, 1]);
});

it('other work gets its turn between columns, and within one of many labels', async () => {
  const base = columnsOf(Array.from({ length: 200_000 }, (_, id) => `d${id}`));
  let [turns, isDone] = [0, false];
  const work = joinAttributes(base, columnsOf(['new']), new Uint8Array(200_001).fill(1)).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await breathe();
    turns += 1;
  }
  expect((await work).size).toBe(200_001);
  expect(turns).toBeGreaterThan(4);
});
