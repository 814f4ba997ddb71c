/** The keyword index as bytes and back; document numbers are stored as gaps, which gzip presses to about a third. */

import { setImmediate as breathe } from 'node:timers/promises';
import { arrayOf, type BundledArray, packArrays, unpackArrays } from './array-bundle.ts';
import { createInvertedIndex, type InvertedArrays, type InvertedIndex } from './inverted-index.ts';

interface Description {
  readonly size: number;
  readonly stems: readonly string[];
  readonly words: readonly string[];
}

export function packKeywords(index: InvertedIndex): Buffer {
  const { size, stems, words, starts, documents, counts, lengths, wordFrequencies, publicFrequencies } = index.arrays;
  const description: Description = { size, stems, words };
  const gaps = writeGaps(starts, documents);
  return packArrays(
    description,
    new Map<string, BundledArray>(
      Object.entries({
        starts,
        gaps,
        counts,
        lengths,
        wordFrequencies,
        ...(publicFrequencies && { publicFrequencies }),
      }),
    ),
  );
}

/** Leaves room for other work between its parts. `fileName` is for messages. Throws INDEX_INVALID when an array is missing. */
export async function unpackKeywords(bytes: Uint8Array, fileName: string): Promise<InvertedIndex> {
  const bundle = unpackArrays(bytes, fileName);
  await breathe();
  const { size, stems, words } = bundle.description as Description;
  const array = <T extends BundledArray>(name: string, type: new () => T): T => arrayOf(bundle, name, type, fileName);
  const starts = array('starts', Uint32Array);
  const arrays: InvertedArrays = {
    size,
    stems,
    starts,
    documents: await readGaps(starts, array('gaps', Uint8Array)),
    counts: array('counts', Uint8Array),
    lengths: array('lengths', Uint32Array),
    words,
    wordFrequencies: array('wordFrequencies', Uint32Array),
    ...(bundle.arrays.has('publicFrequencies') && { publicFrequencies: array('publicFrequencies', Uint32Array) }),
  };
  await breathe();
  return createInvertedIndex(arrays);
}

/** Seven bits a byte, low bits first, the high bit says that more follow. */
const CONTINUES = 0x80;
const LOW_BITS = 0x7f;
const MAX_BYTES = 5;
/** Some milliseconds of work. */
const ENTRIES_A_BREATH = 500_000;

function writeGaps(starts: Uint32Array, documents: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(documents.length * MAX_BYTES);
  let length = 0;
  for (let stem = 0; stem + 1 < starts.length; stem += 1) {
    let previous = 0;
    for (let at = starts[stem] ?? 0; at < (starts[stem + 1] ?? 0); at += 1) {
      const document = documents[at] ?? 0;
      let gap = document - previous;
      previous = document;
      for (; gap > LOW_BITS; gap >>>= 7) bytes[length++] = (gap & LOW_BITS) | CONTINUES;
      bytes[length++] = gap;
    }
  }
  return bytes.slice(0, length);
}

async function readGaps(starts: Uint32Array, bytes: Uint8Array): Promise<Uint32Array> {
  const documents = new Uint32Array(starts.at(-1) ?? 0);
  let offset = 0;
  let nextBreath = ENTRIES_A_BREATH;
  for (let stem = 0; stem + 1 < starts.length; stem += 1) {
    if ((starts[stem] ?? 0) >= nextBreath) {
      nextBreath = (starts[stem] ?? 0) + ENTRIES_A_BREATH;
      await breathe();
    }
    let document = 0;
    for (let at = starts[stem] ?? 0; at < (starts[stem + 1] ?? 0); at += 1) {
      let shift = 0;
      let byte = bytes[offset++] ?? 0;
      let gap = byte & LOW_BITS;
      while (byte >= CONTINUES) {
        byte = bytes[offset++] ?? 0;
        shift += 7;
        gap |= (byte & LOW_BITS) << shift;
      }
      document += gap;
      documents[at] = document;
    }
  }
  return documents;
}
