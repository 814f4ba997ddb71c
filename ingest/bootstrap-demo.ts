/** Gives an empty data directory the demo documents, from the index that comes with the project: nothing is embedded. */

import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../runtime/project-root.ts';
import { type DocumentStore, type TandemDocument, VERTICALS, type Vertical } from '../stores/documents.ts';
import { readDescription, readDocuments } from '../stores/segment-files.ts';
import { segmentFolder, verticalFolder } from '../stores/segment-format.ts';
import { lockVerticalWhenFree } from '../stores/segment-lock.ts';
import { publishVersion, readPointer } from '../stores/segment-pointer.ts';
import { moveSegment } from '../stores/segment-writer.ts';

/** One transaction each. */
const CHUNK = 1_000;

/** Does nothing for a vertical that has an index; waits for whoever makes one. `demoFolder` holds one segment a vertical. */
export async function bootstrapDemo(
  dataDir: string,
  documents: DocumentStore,
  demoFolder: string = projectPath('data', 'demo', 'index'),
): Promise<void> {
  for (const vertical of VERTICALS) {
    const isPublished = (await readPointer(dataDir, vertical)) !== null;
    const folder = join(demoFolder, vertical);
    if (!isPublished && (await isFolder(folder))) await publishUnlessPublished(dataDir, vertical, folder, documents);
  }
}

/** Two programs may start on one empty directory, and an ingest beside them: the first one decides. */
async function publishUnlessPublished(
  dataDir: string,
  vertical: Vertical,
  from: string,
  documents: DocumentStore,
): Promise<void> {
  const release = await lockVerticalWhenFree(dataDir, vertical);
  try {
    if ((await readPointer(dataDir, vertical)) === null) await publishCopy(dataDir, vertical, from, documents);
  } finally {
    await release();
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function publishCopy(dataDir: string, vertical: Vertical, from: string, documents: DocumentStore): Promise<void> {
  const { version } = await readDescription(from);
  await putDocuments(readDocuments(from), documents);
  // Copied beside and moved, so that a start that was broken off leaves no half segment under a version's name.
  const draft = join(verticalFolder(dataDir, vertical), 'demo-draft');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await cp(from, draft, { recursive: true });
  await moveSegment(draft, segmentFolder(dataDir, vertical, version));
  await publishVersion(dataDir, vertical, version);
}

async function putDocuments(source: AsyncIterable<TandemDocument>, documents: DocumentStore): Promise<void> {
  let chunk: TandemDocument[] = [];
  for await (const document of source) {
    chunk.push(document);
    if (chunk.length < CHUNK) continue;
    await documents.putMany(chunk);
    chunk = [];
  }
  if (chunk.length > 0) await documents.putMany(chunk);
}
