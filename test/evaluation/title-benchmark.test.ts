/** A set of titles is read from its three files, and both sides rank its documents. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { benchmarkTitles, type TitleReaders } from '../../evaluation/title-benchmark.ts';
import { readTitleSet } from '../../evaluation/title-set.ts';
import { contentStems } from '../../models/text.ts';
import { seededRandom } from '../../runtime/random.ts';
import { createKeywordBuilder } from '../../stores/keyword-builder.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const DOCUMENTS = ['nurse', 'truck driver', 'chef', 'cook of a kitchen'];

function folderWith(queries: readonly { readonly text: string; readonly right: number }[]): string {
  const folder = temporaryFolder();
  const lines = (texts: readonly string[], letter: string): string =>
    texts.map((text, index) => `${JSON.stringify({ id: `${letter}${index}`, text })}\n`).join('');
  writeFileSync(
    join(folder, 'queries.jsonl'),
    lines(
      queries.map(({ text }) => text),
      'q',
    ),
  );
  writeFileSync(join(folder, 'docs.jsonl.gz'), gzipSync(lines(DOCUMENTS, 'd')));
  writeFileSync(join(folder, 'qrels.tsv'), queries.map(({ right }, index) => `q${index}\td${right}\t1\n`).join(''));
  return folder;
}

/** The vector of a text points along the axis of the document that it belongs to. */
const axisOf = (text: string): number => (text === 'culinary artist' ? 2 : DOCUMENTS.indexOf(text));
const vectorOf = (text: string): Float32Array =>
  Float32Array.from(DOCUMENTS, (_, axis) => Number(axis === axisOf(text)));

const readers: TitleReaders = {
  embedQueries: async (texts) => texts.map(vectorOf),
  embedDocuments: async (texts) => texts.map(vectorOf),
  indexOf: (texts) => {
    const builder = createKeywordBuilder();
    for (const text of texts) builder.add(contentStems(text).map((stem) => ({ stem, word: stem, weight: 1 })));
    return builder.build();
  },
  stemsOf: contentStems,
};

describe('a benchmark of titles', () => {
  it('gives both sides a list a query, and the certainty of their difference', async () => {
    const set = await readTitleSet(
      folderWith([
        { text: 'culinary artist', right: 2 },
        { text: 'nurse', right: 0 },
      ]),
    );
    const result = await benchmarkTitles(set, readers, () => seededRandom(1));
    expect(result).toMatchObject({ queries: 2, documents: 4 });
    expect(result.encoder).toEqual({ 'ndcg@10': 1, interval: [1, 1], mrr: 1 });
    expect(result.bm25).toMatchObject({ 'ndcg@10': 0.5, mrr: 0.5 });
    expect(result.difference.difference).toBe(0.5);
  });

  it('does not find by keyword what shares no word', async () => {
    const set = await readTitleSet(folderWith([{ text: 'culinary artist', right: 0 }]));
    expect((await benchmarkTitles(set, readers, () => seededRandom(1))).bm25.mrr).toBe(0);
  });

  it('says that the folder is not there', async () => {
    const folder = join(temporaryFolder(), 'nowhere');
    await expect(readTitleSet(folder)).rejects.toThrow(/--set must name a folder .*nowhere: there is none/);
  });

  it('says which of its files are missing', async () => {
    const folder = join(temporaryFolder(), 'half');
    mkdirSync(folder);
    writeFileSync(join(folder, 'queries.jsonl'), '');
    await expect(readTitleSet(folder)).rejects.toThrow(/half lacks docs\.jsonl\.gz, qrels\.tsv/);
  });
});
