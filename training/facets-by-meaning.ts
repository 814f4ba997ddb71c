/**
 * F1 of understood facets by string and by meaning: `tandem eval --stage understanding` compares values by the tables, and here those
 * that a reader graded as the same count too (grades: training/facet-grades.tsv, rule: training/README.md).
 * Run: npx tsx training/facets-by-meaning.ts --answers RUN_OUT FILE… (the query files of that run, in its order)
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { countMeanings, type FacetGrade, gradeKey } from '../evaluation/facet-grades.ts';
import { createSameValue } from '../evaluation/facet-values.ts';
import { type GoldFacet, readGoldQueries } from '../evaluation/understanding-files.ts';
import { foldText, stem } from '../models/text.ts';
import { projectPath } from '../runtime/project-root.ts';
import { withoutLegalForm } from '../search/understand/knowledge.ts';
import { loadFacts } from '../stores/facts-files.ts';

interface Answer {
  readonly facets: readonly (Omit<GoldFacet, 'isNegated'> & { readonly negated: boolean })[];
}

const { values, positionals } = parseArgs({
  options: {
    answers: { type: 'string' },
    grades: { type: 'string', default: projectPath('training', 'facet-grades.tsv') },
  },
  allowPositionals: true,
});

const lines = (path: string): readonly string[] => readFileSync(path, 'utf8').trim().split('\n');
const grades = new Map(
  lines(values.grades)
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([query = '', value = '', other = '', grade = '']) => [gradeKey(query, value, other), grade as FacetGrade]),
);
const golds = (await Promise.all(positionals.map(readGoldQueries))).flat();
const answers = lines(values.answers ?? '').map((line) => JSON.parse(line) as Answer);
const answered = golds.map((gold, index) => {
  const read = (answers[index]?.facets ?? []).map(({ negated, ...facet }) => ({ ...facet, isNegated: negated }));
  return { query: `${gold.vertical}:${gold.qid}`, gold: gold.facets ?? [], read };
});
const isSame = createSameValue({ facts: loadFacts(foldText), foldText, stem, withoutLegalForm });
console.log(JSON.stringify(countMeanings(answered, grades, isSame), null, 1));
