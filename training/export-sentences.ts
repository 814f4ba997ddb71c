/**
 * Writes the sentences of graded documents apart, with what a summariser sees of each, and the queries, as token ids.
 * Run: npx tsx training/export-sentences.ts [--shared ../shared] [--out training/work]
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PreparedSentences, Sentence } from '../models/best-sentences.ts';
import { CONDITION_CUES, prepareDocument, RANKER_MAX_QUERY_TOKENS } from '../models/templates.ts';
import { contentStems, foldText } from '../models/text.ts';
import { loadTokenizer, type Tokenizer } from '../models/tokenizer.ts';
import type { TandemDocument } from '../stores/documents.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { readDocuments, readJudgedPairs } from './judged-pairs.ts';

/** No text is longer than this to a ranker: [CLS], [SEP] and the like counted, 512 tokens. */
const MAX_TOKENS = 512;
const CONDITIONS = new Set(CONDITION_CUES);
const LONG_SENTENCE_WORDS = 32;
const MANY_SKILLS = 3;

const { values } = parseArgs({
  options: { shared: { type: 'string', default: '../shared' }, out: { type: 'string', default: 'training/work' } },
});
const tokenizer = loadTokenizer(new URL('../models/minilm', import.meta.url).pathname);
const facts = loadFacts(foldText);
const queries = new Map<string, object>();
const documents = new Map<string, object>();
for (const vertical of ['jobs', 'people'] as const) {
  const known = readDocuments(values.shared, vertical, facts);
  for (const split of ['train', 'dev'] as const) {
    for (const { query, document } of readJudgedPairs(values.shared, vertical, split, known)) {
      const ids = bareIds(tokenizer, query.text).slice(0, RANKER_MAX_QUERY_TOKENS);
      queries.set(query.qid, { vertical, qid: query.qid, ids });
      if (!documents.has(document.externalId)) documents.set(document.externalId, sentencesOf(document));
    }
  }
}
write('summary-queries', [...queries.values()]);
write('summary-documents', [...documents.values()]);

function bareIds({ encode }: Tokenizer, text: string): readonly number[] {
  return [...encode(text, MAX_TOKENS).slice(1, -1)];
}

/** The fields line always stays; of the sentences a summariser chooses. */
function sentencesOf(document: TandemDocument): object {
  const { fields, body } = prepareDocument(document);
  const title = new Set(contentStems(document.kind === 'job' ? document.title : (document.headline ?? '')));
  const skills = new Set(document.skills.flatMap((skill) => contentStems(skill)));
  const sentences = body.sentences.map((sentence, index) => ({
    ids: bareIds(tokenizer, body.text.slice(sentence.start, sentence.end)),
    sees: seenOf(sentence, index, body, { title, skills }),
  }));
  return { id: document.externalId, head: bareIds(tokenizer, `${fields} |`), sentences };
}

interface Stems {
  readonly title: ReadonlySet<string>;
  readonly skills: ReadonlySet<string>;
}

/** Numbers of 0..1: opens the text, place in it, length, share of the title, skills named, conditions named, digits. */
function seenOf(
  sentence: Sentence,
  index: number,
  body: PreparedSentences,
  { title, skills }: Stems,
): readonly number[] {
  const shared = (stems: ReadonlySet<string>): number => [...sentence.stems].filter((stem) => stems.has(stem)).length;
  return [
    index === 0 ? 1 : 0,
    index / body.sentences.length,
    Math.min(1, sentence.wordCount / LONG_SENTENCE_WORDS),
    shared(title) / Math.max(1, title.size),
    Math.min(1, shared(skills) / MANY_SKILLS),
    shared(CONDITIONS) > 0 ? 1 : 0,
    /\d/.test(body.text.slice(sentence.start, sentence.end)) ? 1 : 0,
  ];
}

function write(name: string, lines: readonly object[]): void {
  writeFileSync(join(values.out, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  console.log(`${name}: ${lines.length}`);
}
