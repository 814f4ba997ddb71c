/** `tandem eval --stage understanding`: reads the texts of query files with the code that serves and compares with their gold. */

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createSameValue } from '../evaluation/facet-values.ts';
import { measurementContext } from '../evaluation/measurement-context.ts';
import { type Answered, type Found, reportOf, type UnderstandingReport } from '../evaluation/understanding.ts';
import { type GoldQuery, readGoldQueries } from '../evaluation/understanding-files.ts';
import { modelFile } from '../models/manifest.ts';
import { contentStems, foldText, stem } from '../models/text.ts';
import type { TextReading } from '../models/understanding.ts';
import { badInput } from '../runtime/errors.ts';
import type { SearchServices } from '../search/context.ts';
import { plainRequest } from '../search/plain-request.ts';
import { cleanText } from '../search/understand/clean-text.ts';
import { withoutLegalForm } from '../search/understand/knowledge.ts';
import { readingKey } from '../search/understand/model-reading.ts';
import { type Understood, understand } from '../search/understand/understand.ts';
import type { Vertical } from '../stores/documents.ts';
import { corpusOf, withCorpus } from './evaluation-corpus.ts';
import { QUERY_DEADLINE_MS } from './evaluation-options.ts';
import { shown, textTable } from './text-table.ts';

export interface UnderstandingOptions {
  readonly corpus?: string;
  /** One file or several, parted by commas. */
  readonly queries?: string;
  readonly readings?: string;
  readonly runOut?: string;
  readonly dataDir?: string;
}

/** Prints one JSON line a query (or writes it to `runOut`), tables, and last one JSON object with all numbers. */
export async function evaluateUnderstanding(options: UnderstandingOptions): Promise<void> {
  if (options.corpus === undefined || options.queries === undefined)
    throw badInput('--stage understanding needs --corpus jobs=FILE,people=FILE and --queries FILE[,FILE…]');
  const files = await Promise.all(options.queries.split(',').map(readGoldQueries));
  const corpus = corpusOf(options.corpus);
  if (options.runOut !== undefined) writeFileSync(options.runOut, '');
  await withCorpus(corpus, options.dataDir, async (services) => {
    for (const path of options.readings?.split(',') ?? []) rememberReadings(path, services);
    const answered: Answered[] = [];
    for (const gold of files.flat()) {
      const understood = await readAs(gold, services);
      const line = lineOf(gold, understood);
      if (options.runOut === undefined) console.log(line);
      else appendFileSync(options.runOut, `${line}\n`);
      answered.push({ gold, read: readOf(understood) });
    }
    const isSame = createSameValue({ facts: services.facts, foldText, stem, withoutLegalForm });
    const report = reportOf(answered, isSame, contentStems);
    printTables(report);
    console.log(JSON.stringify({ stage: 'understanding', ...report }));
  });
}

/** Answers of held-out texts (training/train_understanding.py --folds) stand in for those of the model that serves. */
function rememberReadings(path: string, { memory, manifest }: SearchServices): void {
  const version = modelFile(manifest, 'understanding').version;
  for (const line of readFileSync(path, 'utf8').trim().split('\n')) {
    const { text, reading } = JSON.parse(line) as { readonly text: string; readonly reading: TextReading };
    memory.readings.set(readingKey(version, cleanText(text)), reading);
  }
}

/** A text that names no vertical is read among jobs, and again among people where the model finds that likelier. */
async function readAs({ text, vertical }: GoldQuery, services: SearchServices): Promise<Understood> {
  const read = await readAmong(vertical ?? 'jobs', text, services);
  if (vertical !== null) return read;
  const { memory, manifest } = services;
  const model = memory.readings.get(readingKey(modelFile(manifest, 'understanding').version, read.searchedText));
  const { PEOPLE = 0, JOBS = 0 } = model?.intents ?? {};
  return PEOPLE > JOBS ? readAmong('people', text, services) : read;
}

function readAmong(vertical: Vertical, text: string, services: SearchServices): Promise<Understood> {
  const context = measurementContext(services, QUERY_DEADLINE_MS, 'batch');
  const snapshot = services.indexes.current(vertical);
  return understand(plainRequest(snapshot.vertical, text, 1), snapshot, context);
}

function readOf({ understanding, facets }: Understood): Answered['read'] {
  const { intent, route, safety } = understanding;
  return { intent, route, safety, facets };
}

function lineOf({ qid }: GoldQuery, { understanding, correctedText, facets }: Understood): string {
  const { intent, route, safety } = understanding;
  const values = facets.map(({ field, value, sourceText, isNegated, isHard }) => {
    return { field, value, sourceText, negated: isNegated, hard: isHard };
  });
  return JSON.stringify({ qid, intent, route, safety, correctedText, facets: values });
}

function printTables(report: UnderstandingReport): void {
  const heads = (['intent', 'route', 'safety'] as const).flatMap((head) => {
    const found = report[head];
    return found === null ? [] : [[head, String(found.count), shown(found.accuracy)]];
  });
  if (heads.length > 0) console.log(textTable([['', 'texts', 'accuracy'], ...heads]));
  if (report.facets === null) return;
  const rows = [...Object.entries(report.fields), ['all', report.facets] as const].map(rowOf);
  console.log(textTable([['field', 'gold', 'read', 'precision', 'recall', 'f1'], ...rows]));
  const causes = Object.entries(report.causes).map(([name, count]) => [...name.split(' '), String(count)]);
  console.log(textTable([['field', 'mistake', 'cause', 'count'], ...causes]));
}

function rowOf([name, { gold, read, precision, recall, f1 }]: readonly [string, Found]): readonly string[] {
  return [name, String(gold), String(read), shown(precision), shown(recall), shown(f1)];
}
