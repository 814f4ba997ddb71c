/** `tandem delete`: takes documents out of the index that running servers search. */

import { type Command, Option } from 'commander';
import { type DeleteSummary, deleteDocuments } from '../ingest/delete-documents.ts';
import { documentId } from '../ingest/normalise-parts.ts';
import { readLines } from '../ingest/read-lines.ts';
import { foldText } from '../models/text.ts';
import { loadConfig } from '../runtime/config.ts';
import { badInput } from '../runtime/errors.ts';
import type { Vertical } from '../stores/documents.ts';
import { createLmdbDocuments } from '../stores/documents-lmdb.ts';
import { createLmdbEmbeddings } from '../stores/embeddings-lmdb.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { openLmdb } from '../stores/open-lmdb.ts';
import { publishedLine } from './ingest.ts';
import { writerSignal } from './stop-signals.ts';
import { verticalArgument } from './vertical-argument.ts';

interface DeleteFlags {
  readonly file?: string;
  readonly source?: string;
  readonly dataDir?: string;
}

export function registerDelete(program: Command): void {
  program
    .command('delete')
    .description('take documents out of the index; running servers stop finding them within a second')
    .argument('<vertical>', 'jobs or people')
    .argument('[ids...]', 'ids of documents as the API shows them; with --source, ids of the lines that were ingested')
    .option('--file <file>', 'more ids, one a line, plain or gzip')
    .option('--source <name>', 'the ids are those that documents of this source had when they were ingested')
    .addOption(new Option('--data-dir <folder>', 'where documents and index are kept (default: TANDEM_DATA_DIR)'))
    .action(async (name: string, ids: readonly string[], flags: DeleteFlags) => {
      const vertical = verticalArgument(name);
      const given = new Set([...ids, ...(flags.file === undefined ? [] : await idsOfFile(flags.file))]);
      if (given.size === 0) throw badInput('expected ids, or --file with one a line, got none');
      const config = loadConfig(process.env, flags.dataDir === undefined ? {} : { TANDEM_DATA_DIR: flags.dataDir });
      const { source } = flags;
      const idOf = (id: string): string => (source === undefined ? id : documentId(vertical, source, id));
      const givenAs = new Map([...given].map((id) => [idOf(id), id]));
      describe(
        vertical,
        givenAs,
        await deleteFrom(config.TANDEM_DATA_DIR, vertical, [...givenAs.keys()], writerSignal()),
      );
    });
}

async function idsOfFile(file: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { text } of readLines(file)) ids.push(text.trim());
  return ids;
}

async function deleteFrom(
  dataDir: string,
  vertical: Vertical,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<DeleteSummary> {
  const environment = openLmdb(dataDir);
  try {
    return await deleteDocuments({
      vertical,
      dataDir,
      ids,
      signal,
      facts: loadFacts(foldText),
      documents: createLmdbDocuments(environment),
      embeddings: createLmdbEmbeddings(environment, vertical),
    });
  } finally {
    await environment.close();
  }
}

/** `givenAs`: by document id, what the caller wrote. */
function describe(vertical: Vertical, givenAs: ReadonlyMap<string, string>, summary: DeleteSummary): void {
  const { removed, unknownIds, version, size, seconds } = summary;
  for (const id of unknownIds) console.error(`not in the index: ${givenAs.get(id) ?? id}`);
  console.log(
    `${vertical}: asked ${givenAs.size} · removed ${removed} · unknown ${unknownIds.length} · ${seconds.toFixed(1)} s`,
  );
  console.log(publishedLine(version, size));
}
