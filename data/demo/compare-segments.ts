/** Compares two builds of one segment: the same documents bit for bit, the same vectors but for rounding. */

import { createHash } from 'node:crypto';
import { readDocuments, readVectors } from '../../stores/segment-files.ts';

/** Another processor or library version rounds otherwise; more than this is another model or another text. */
const MIN_COSINE = 0.999;

/** Prints what was compared and answers whether it is the same. */
export async function compareSegments(expectedFolder: string, gotFolder: string): Promise<boolean> {
  const [expected, got] = [await documentHash(expectedFolder), await documentHash(gotFolder)];
  const isSame = expected.sha256 === got.sha256;
  console.log(
    `${expectedFolder}: ${expected.count} documents, a new build has ${got.count}; ${isSame ? 'the same' : 'OTHERS'} bit for bit`,
  );
  const cosine = isSame ? await lowestCosine(expectedFolder, gotFolder) : 0;
  if (isSame)
    console.log(`lowest cosine of two vectors of one document: ${cosine.toFixed(6)} (at least ${MIN_COSINE})`);
  return isSame && cosine >= MIN_COSINE;
}

async function documentHash(folder: string): Promise<{ readonly count: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const document of readDocuments(folder)) {
    hash.update(JSON.stringify(document));
    count += 1;
  }
  return { count, sha256: hash.digest('hex') };
}

async function lowestCosine(expectedFolder: string, gotFolder: string): Promise<number> {
  const [expected, got] = [await readVectors(expectedFolder), await readVectors(gotFolder)];
  const { size, dimensions } = expected;
  let lowest = 1;
  for (let row = 0; row < size; row += 1) {
    let cosine = 0;
    for (let at = row * dimensions; at < (row + 1) * dimensions; at += 1)
      cosine += (expected.rows[at] ?? 0) * (got.rows[at] ?? 0);
    lowest = Math.min(lowest, cosine);
  }
  return lowest;
}
