/** Predicates over attribute columns give what looking at every document would. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AttributeRow, createAttributeBuilder } from '../../stores/attribute-builder.ts';
import { createAttributeColumns, distanceKm } from '../../stores/attribute-columns.ts';
import { packAttributes, unpackAttributes } from '../../stores/attribute-files.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { AttributeColumns } from '../../stores/attributes.ts';
import type { Predicate } from '../../stores/predicate.ts';

const LAYOUT = { labels: ['skill', 'title'], numbers: ['pay'], points: ['point'] };
const EMPTY_ROW: AttributeRow = { labels: {}, numbers: {}, points: {} };
const WORDS = ['nurse', 'night', 'head', 'cook'];

function columnsOf(rows: readonly AttributeRow[]): AttributeColumns {
  const builder = createAttributeBuilder(LAYOUT);
  for (const row of rows) builder.add(row);
  return builder.build();
}

const word = fc.constantFrom(...WORDS);
const title = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const degrees = fc.integer({ min: -60, max: 60 });
const point = fc.record({ latitude: degrees, longitude: degrees });
const row: fc.Arbitrary<AttributeRow> = fc.record({
  labels: fc.record({ skill: fc.array(word, { maxLength: 3 }), title: fc.array(title, { maxLength: 2 }) }),
  numbers: fc.record({ pay: fc.option(fc.integer({ min: 0, max: 9 })) }),
  points: fc.record({ point: fc.array(point, { maxLength: 2 }) }),
});

const bound = fc.integer({ min: 0, max: 9 });
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('in' as const),
      field: fc.constant('skill'),
      values: fc.array(fc.oneof(word, fc.constant('none'))),
    }),
    fc.record({
      kind: fc.constant('contains' as const),
      field: fc.constant('title'),
      words: fc.array(word, { maxLength: 2 }),
    }),
    fc.record(
      {
        kind: fc.constant('range' as const),
        field: fc.constant('pay'),
        minimum: bound,
        maximum: bound,
        includeUnknown: fc.boolean(),
      },
      { requiredKeys: ['kind', 'field'] },
    ),
    fc.record({
      kind: fc.constant('near' as const),
      latitude: degrees,
      longitude: degrees,
      radiusKm: fc.integer({ min: 0, max: 9_000 }),
    }),
    fc.record({ kind: fc.constant('all' as const), of: fc.array(tie('predicate'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('any' as const), of: fc.array(tie('predicate'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('predicate') }),
  ),
}));

function passes(predicate: Predicate, row: AttributeRow): boolean {
  switch (predicate.kind) {
    case 'all':
      return predicate.of.every((part) => passes(part, row));
    case 'any':
      return predicate.of.some((part) => passes(part, row));
    case 'not':
      return !passes(predicate.of, row);
    case 'in':
      return (row.labels[predicate.field] ?? []).some((label) => predicate.values.includes(String(label)));
    case 'contains':
      return (row.labels[predicate.field] ?? []).some(
        (label) =>
          predicate.words.length > 0 && predicate.words.every((word) => String(label).split(' ').includes(word)),
      );
    case 'range': {
      const value = row.numbers[predicate.field] ?? null;
      if (value === null) return predicate.includeUnknown === true;
      return value >= (predicate.minimum ?? 0) && value <= (predicate.maximum ?? 9);
    }
    case 'near':
      return (row.points.point ?? []).some(
        ({ latitude, longitude }) =>
          distanceKm(predicate.latitude, predicate.longitude, latitude, longitude) <= predicate.radiusKm,
      );
  }
}

describe('evaluate', () => {
  test('passes exactly the documents that a look at each would pass', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), predicate, (rows, asked) => {
        const mask = columnsOf(rows).evaluate(asked);
        expect([...mask]).toEqual(rows.map((each) => Number(passes(asked, each))));
      }),
      { numRuns: 300 },
    );
  });

  test('says the same after a way through a file', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), predicate, (rows, asked) => {
        const columns = columnsOf(rows);
        const read = unpackAttributes(packAttributes(columns), 'attributes.bin');
        expect(read.size).toBe(rows.length);
        expect(read.evaluate(asked)).toEqual(columns.evaluate(asked));
      }),
    );
  });

  test.each([
    [{ kind: 'in', field: 'colour', values: ['red'] }, 'one of skill, title; got "colour"'],
    [{ kind: 'in', field: 'pay', values: ['1'] }, 'one of skill, title; got "pay"'],
    [{ kind: 'range', field: 'skill', minimum: 1 }, 'one of pay; got "skill"'],
    [{ kind: 'in', field: 'constructor', values: [] }, 'got "constructor"'],
  ] as const)('refuses a field that is no column of its kind: %j', (asked, message) => {
    expect(() => columnsOf([]).evaluate(asked)).toThrow(message);
  });
});

test('a hundred filters for titles look only at titles that have their words', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    labels: { title: [`clerk of section ${index} in hall ${index % 97}`] },
    numbers: {},
    points: {},
  }));
  const columns = columnsOf(rows);
  const asked = (index: number): Predicate => ({ kind: 'contains', field: 'title', words: ['clerk', String(index)] });
  columns.evaluate(asked(0));
  const { values } = columns.labels('title');
  let reads = 0;
  const counting = new Proxy(values, {
    get: (target, name) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1;
      return Reflect.get(target, name);
    },
  });
  const watched = createAttributeColumns(rows.length, {
    title: { ...columns.labels('title'), values: counting },
  });
  watched.evaluate(asked(0));
  reads = 0;
  for (let index = 100; index < 200; index += 1) {
    expect(watched.evaluate(asked(index)).reduce((sum, pass) => sum + pass, 0)).toBe(1);
  }
  expect(reads).toBe(100);
});

test('words with blanks and empty words are found as they stand', () => {
  const columns = columnsOf([{ labels: { title: ['head nurse', 'nurse head night'] }, numbers: {}, points: {} }]);
  const has = (...words: readonly string[]) => columns.evaluate({ kind: 'contains', field: 'title', words })[0];
  expect([has('head nurse'), has('nurse night'), has('nurse head', 'night'), has('')]).toEqual([1, 0, 1, 0]);
});

describe('labels', () => {
  const columns = columnsOf([
    {
      labels: { skill: [{ value: 'c++', display: 'C++' }, 'sql', { value: 'c++', display: 'c++' }] },
      numbers: {},
      points: {},
    },
  ]);

  test('given twice by one document count once', () => {
    expect([...columns.labels('skill').codes]).toEqual([0, 1]);
  });

  test('that turn out not to be wanted are left out at the end, and the others stay with their documents', () => {
    const builder = createAttributeBuilder(LAYOUT);
    for (const skill of [['a', 'b'], ['b'], ['c', 'a']]) builder.add({ labels: { skill }, numbers: {}, points: {} });
    const kept = builder.build((column, value) => column !== 'skill' || value !== 'a');
    expect(kept.labels('skill').values).toEqual(['b', 'c']);
    expect([...kept.evaluate({ kind: 'in', field: 'skill', values: ['c'] })]).toEqual([0, 0, 1]);
    expect([...kept.evaluate({ kind: 'in', field: 'skill', values: ['a'] })]).toEqual([0, 0, 0]);
    expect([...kept.evaluate({ kind: 'in', field: 'skill', values: ['b'] })]).toEqual([1, 1, 0]);
  });

  test('keep how they were first written for a person to read, also through a file', () => {
    const read = unpackAttributes(packAttributes(columns), 'attributes.bin');
    expect(read.labels('skill').displayLabels).toEqual(['C++', 'sql']);
    expect(read.labels('skill').values).toEqual(['c++', 'sql']);
  });
});

test('the distance from Bern to Zurich is about 95 km, and half the way round the earth 20,015 km', () => {
  expect(distanceKm(46.948, 7.4474, 47.3769, 8.5417)).toBeCloseTo(95.5, 0);
  expect(distanceKm(0, 0, 0, 180)).toBeCloseTo(20_015, 0);
});

test.each([JOB_COLUMNS.industry, JOB_COLUMNS.tenant])(
  'the label column %s, which an older segment does not have, has no label: nothing is in it, nothing is excluded by it',
  (field) => {
    const columns = columnsOf([EMPTY_ROW, EMPTY_ROW]);
    const inIt: Predicate = { kind: 'contains', field, words: ['banking'] };
    expect([...columns.evaluate(inIt)]).toEqual([0, 0]);
    expect([...columns.evaluate({ kind: 'not', of: inIt })]).toEqual([1, 1]);
    expect(() => columns.evaluate({ ...inIt, field: 'unknown' })).toThrow('a filter needs a field of labels');
  },
);
