/** Queries written from fields: every kind is written, each fits its own document, and equal seeds give equal queries. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../training/random.ts';
import { type FieldQuery, fieldQueries } from '../../../training/synthetic/field-queries.ts';
import { GENEVA, KNOWN, MALMO, nurse, welder } from './tiny-world.ts';

const SHORT = new Map([['registered nurse', ['RN']]]);
const JOBS = [
  welder(),
  welder({ externalId: 'abroad', locations: [MALMO], company: { id: 'mill', name: 'Mill' } }),
  welder({ externalId: 'remote', workplaceType: 'REMOTE', employmentTypes: ['PART_TIME'], salary: null }),
  welder({ externalId: 'solderer', title: 'Solderer', locations: [GENEVA], seniority: 'DIRECTOR' }),
];
const PEOPLE = [nurse(), nurse({ externalId: 'other', displayName: 'Bo Field', location: MALMO, yearsExperience: 2 })];
const PASSES = 300;
const written = (documents: Parameters<typeof fieldQueries>[0], seed = 1): readonly FieldQuery[] =>
  fieldQueries(documents, KNOWN, SHORT, PASSES, createRandom(seed));
const kindsOf = (queries: readonly FieldQuery[]): readonly string[] =>
  [...new Set(queries.map(({ kind }) => kind))].sort();

describe('queries from fields', () => {
  it('ask for jobs in every way that the fields allow', () => {
    expect(kindsOf(written(JOBS))).toEqual(
      [
        ...`title place company workplace type level pay skill industry several question exclusion change employer skills work`.split(
          ' ',
        ),
      ].sort(),
    );
  });

  it('ask for people in every way that the fields allow', () => {
    expect(kindsOf(written(PEOPLE))).toEqual(
      [
        ...`title abbreviation place company skill history school degree years certificate language level several question`.split(
          ' ',
        ),
        ...`exclusion name skills work`.split(' '),
      ].sort(),
    );
  });

  it('are the same for the same seed and others for another', () => {
    expect(written(JOBS, 7)).toEqual(written(JOBS, 7));
    expect(written(JOBS, 7)).not.toEqual(written(JOBS, 8));
  });

  it('come with other documents of known grade, never their own', () => {
    const queries = written(JOBS);
    expect(queries.every(({ document, graded }) => graded.every(([other]) => other !== document))).toBe(true);
    expect(new Set(queries.flatMap(({ graded }) => graded.map(([, grade]) => grade)))).toEqual(
      new Set([0, 1, 2, 3, 4]),
    );
  });

  it('grade the same role abroad as poor where a place is asked for', () => {
    const placed = written(JOBS).filter(({ kind, document }) => kind === 'place' && document === 'welder');
    const abroad = placed.flatMap(({ graded }) =>
      graded.filter(([other]) => other === 'abroad').map(([, grade]) => grade),
    );
    expect(abroad.length).toBeGreaterThan(0);
    expect(new Set(abroad)).toEqual(new Set([1]));
  });

  it('leave words of the text without grades of others', () => {
    const loose = written(JOBS).filter(({ kind }) => kind === 'work' || kind === 'skills');
    expect(loose.every(({ graded }) => graded.length === 0)).toBe(true);
  });
});
