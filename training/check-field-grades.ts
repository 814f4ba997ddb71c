/**
 * How far the rules on fields agree with the readers' grades, over the train and mined queries whose facets they can read.
 * Run: npx tsx training/check-field-grades.ts [--shared ../shared]
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { confusionOf, type GradePair, weightedKappa } from '../evaluation/agreement.ts';
import { foldText } from '../models/text.ts';
import type { Vertical } from '../stores/documents.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { queryFiles, readDocuments, readJudgedPairs } from './judged-pairs.ts';
import { askedOfFacets, type GoldFacets } from './synthetic/asked-of-facets.ts';
import { gradeByFields } from './synthetic/grade-by-fields.ts';
import { createKnowledge } from './synthetic/knowledge.ts';
import { readTitleTables } from './title-tables.ts';

/** Their gold titles are what the annotator would search, not what the query says. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'aspirational',
  'benefit_or_condition',
  'career_change',
  'career_history',
  'exact_lookup',
  'natural_language',
  'project_experience',
]);

const { values } = parseArgs({ options: { shared: { type: 'string', default: '../shared' } } });
const facts = loadFacts(foldText);
const titles = readTitleTables(values.shared);
const known = createKnowledge(titles, facts);

const pairs = (['jobs', 'people'] as const).flatMap(gradePairs);
const table = confusionOf(pairs);
console.log('rows: grade of the readers, columns: grade by fields');
for (const row of table) console.log(row.join('\t'));
console.log(`${pairs.length} pairs, linear kappa ${weightedKappa(table, 'linear')?.toFixed(3)}`);

function gradePairs(vertical: Vertical): readonly GradePair[] {
  const facets = readFacets(vertical);
  const documents = readDocuments(values.shared, vertical, facts);
  return (['train', 'mined'] as const)
    .flatMap((split) => readJudgedPairs(values.shared, vertical, split, documents))
    .flatMap(({ query, document, grade: gold }) => {
      const asked = askedOfFacets(facets.get(query.qid) ?? {}, titles, facts);
      const given = asked && gradeByFields(asked, document, known);
      return given === null ? [] : [{ gold, judge: given }];
    });
}

function readFacets(vertical: Vertical): ReadonlyMap<string, GoldFacets> {
  const lines = queryFiles(values.shared, vertical, 'mined').flatMap((file) =>
    readFileSync(file, 'utf8').trim().split('\n'),
  );
  const read = lines.map((line) => JSON.parse(line) as { qid: string; category: string; facets: GoldFacets });
  return new Map(read.filter(({ category }) => !UNREADABLE.has(category)).map(({ qid, facets }) => [qid, facets]));
}
