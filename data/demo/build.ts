/** Builds the index of the demo corpus that comes with the project, or checks that the committed one is what a build makes. */

import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { showPhases, withEncoder } from '../../cli/ingest.ts';
import { bootstrapDemo } from '../../ingest/bootstrap-demo.ts';
import type { Encoders } from '../../ingest/embed.ts';
import { ingest } from '../../ingest/ingest.ts';
import { foldText } from '../../models/text.ts';
import { loadConfig } from '../../runtime/config.ts';
import { projectPath } from '../../runtime/project-root.ts';
import type { Vertical } from '../../stores/documents.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import { createMemoryEmbeddings } from '../../stores/embeddings-memory.ts';
import { loadFacts } from '../../stores/facts-files.ts';
import { checkSegment } from '../../stores/segment-files.ts';
import { segmentFolder } from '../../stores/segment-format.ts';
import { compareSegments } from './compare-segments.ts';
import { generateJobs, generatePeople } from './generate.ts';
import { ANCHOR_MS } from './jobs.ts';

/** Stated in the index instead of the time of the build, so that two builds make the same files. */
const INDEXED_AT = new Date(ANCHOR_MS).toISOString();
const SOURCE = 'demo';
const GENERATORS: Readonly<Record<Vertical, () => Iterable<object>>> = { jobs: generateJobs, people: generatePeople };

/** Answers the folder of the finished segment inside `workFolder`. */
async function buildVertical(vertical: Vertical, workFolder: string, encoders: Encoders): Promise<string> {
  const file = join(workFolder, `${vertical}.jsonl`);
  const lines = Readable.from(toLines(GENERATORS[vertical]()));
  await pipeline(lines, createWriteStream(file));
  const display = showPhases(` ${vertical}`);
  const summary = await ingest({
    vertical,
    file,
    dataDir: workFolder,
    source: SOURCE,
    replace: true,
    ...encoders,
    facts: loadFacts(foldText),
    documents: createMemoryDocuments(),
    embeddings: createMemoryEmbeddings(),
    indexedAt: INDEXED_AT,
    onProgress: display.onProgress,
  }).finally(display.end);
  for (const { line, reason } of summary.failures) console.error(`${vertical} line ${line}: ${reason}`);
  if (summary.failed > 0)
    throw new Error(`expected every generated line of ${vertical} to be valid, got ${summary.failed} that are not`);
  return segmentFolder(workFolder, vertical, summary.version);
}

function* toLines(entries: Iterable<object>): Generator<string> {
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

async function publish(built: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await cp(built, target, { recursive: true });
  const { version, size, files } = await checkSegment(target);
  const bytes = Object.values(files).reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
  console.log(`${target}: version ${version}, ${size} documents, ${(bytes / 1e6).toFixed(1)} MB`);
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, out: { type: 'string' } } });
const indexFolder = values.out ?? projectPath('data', 'demo', 'index');
const workFolder = await mkdtemp(join(tmpdir(), 'tandem-demo-'));
try {
  // What an earlier build has computed for the same text is taken over; a check computes everything.
  if (!values.check) await bootstrapDemo(workFolder, createMemoryDocuments(), indexFolder);
  const config = loadConfig(process.env, { TANDEM_DATA_DIR: workFolder });
  await withEncoder(config, async (encoders) => {
    for (const vertical of ['jobs', 'people'] as const) {
      const built = await buildVertical(vertical, workFolder, encoders);
      const target = join(indexFolder, vertical);
      if (!values.check) await publish(built, target);
      else if (!(await compareSegments(target, built))) process.exitCode = 1;
    }
  });
} finally {
  await rm(workFolder, { recursive: true, force: true });
}
