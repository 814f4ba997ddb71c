/** F1 of understood facets with the grades of a reader. */
import { expect, it } from 'vitest';
import { ALONE, countMeanings, type FacetGrade, gradeKey, hashOfFacet } from '../../evaluation/facet-grades.ts';
import type { GoldFacet } from '../../evaluation/understanding-files.ts';

const skill = (value: string): GoldFacet => ({ field: 'skill', value, isNegated: false });
const isSame = (_field: string, left: string, right: string): boolean => left === right;
const answer = {
  query: 'jobs:q1',
  gold: [skill('glazing'), skill('throwing pots'), skill('patience')],
  read: [skill('glazing'), skill('pot throwing'), skill('kilns')],
};
const gradesOf = (...rows: readonly (readonly [GoldFacet, GoldFacet | null, FacetGrade])[]) =>
  new Map(
    rows.map(([value, other, grade]) => [
      gradeKey('jobs:q1', hashOfFacet(value), other === null ? ALONE : hashOfFacet(other)),
      grade,
    ]),
  );

it('counts a pair that is graded as the same as right, by meaning alone', () => {
  const grades = gradesOf([skill('throwing pots'), skill('pot throwing'), 'same']);
  const report = countMeanings([answer], grades, isSame);
  expect([report.right, report.f1ByString, report.f1ByMeaning]).toEqual([1, 0.3333, 0.6667]);
  expect(report.missed).toEqual({ same: 1, ungraded: 1 });
});

it('leaves out what the text does not say and what it says beside the stated values, in the last number only', () => {
  const grades = gradesOf([skill('patience'), null, 'unsaid'], [skill('kilns'), null, 'said']);
  const report = countMeanings([answer], grades, isSame);
  expect([report.f1ByMeaning, report.f1OfWhatIsSaid]).toEqual([0.3333, 0.5]);
});

it('counts a broader value as wrong', () => {
  const grades = gradesOf([skill('throwing pots'), skill('pot throwing'), 'broader']);
  expect(countMeanings([answer], grades, isSame).f1ByMeaning).toBe(0.3333);
});
