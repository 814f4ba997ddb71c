/** The committed demo index holds exactly the documents that the generator and the normaliser make today, undamaged and small. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateJobs, generatePeople } from '../../data/demo/generate.ts';
import { normaliseJob } from '../../ingest/normalise-job.ts';
import { normalisePerson } from '../../ingest/normalise-person.ts';
import { validateJob, validatePerson } from '../../ingest/validate.ts';
import { modelFile, readManifest } from '../../models/manifest.ts';
import { foldText } from '../../models/text.ts';
import { projectPath } from '../../runtime/project-root.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import { loadFacts } from '../../stores/facts-files.ts';
import { checkSegment, readDocuments } from '../../stores/segment-files.ts';
import { DESCRIPTION_FILE } from '../../stores/segment-format.ts';

const MAX_BYTES = 25e6;
const facts = loadFacts(foldText);
const folderOf = (vertical: string): string => projectPath('data', 'demo', 'index', vertical);

function* madeNow(vertical: string): Generator<TandemDocument | string> {
  for (const line of vertical === 'jobs' ? generateJobs() : generatePeople()) {
    const text = JSON.stringify(line);
    if (vertical === 'jobs') {
      const checked = validateJob(text);
      yield checked.kind === 'valid' ? normaliseJob(checked.value, 'demo', facts) : checked.reason;
    } else {
      const checked = validatePerson(text);
      yield checked.kind === 'valid' ? normalisePerson(checked.value, 'demo', facts) : checked.reason;
    }
  }
}

test.each(['jobs', 'people'])(
  'documents of %s are bit for bit those of a new build; else run: npm run demo:build',
  async (vertical) => {
    const committed: string[] = [];
    for await (const document of readDocuments(folderOf(vertical))) committed.push(JSON.stringify(document));
    let position = 0;
    for (const document of madeNow(vertical)) {
      if (JSON.stringify(document) !== committed[position]) expect(committed[position]).toBe(JSON.stringify(document));
      position += 1;
    }
    expect(committed).toHaveLength(position);
  },
);

test.each(['jobs', 'people'])(
  'files of %s have their checksums and vectors of the encoder that is shipped',
  async (vertical) => {
    const { encoderVersion, dimensions } = await checkSegment(folderOf(vertical));
    const encoder = modelFile(readManifest(), 'encoder');
    expect([encoderVersion, dimensions]).toEqual([encoder.version, encoder.dimensions]);
  },
);

test('both together are at most 25 MB', async () => {
  let bytes = 0;
  for (const vertical of ['jobs', 'people']) {
    const { files } = await checkSegment(folderOf(vertical));
    for (const file of Object.values(files)) bytes += file?.bytes ?? 0;
    bytes += (await stat(join(folderOf(vertical), DESCRIPTION_FILE))).size;
  }
  expect(bytes).toBeLessThan(MAX_BYTES);
});
