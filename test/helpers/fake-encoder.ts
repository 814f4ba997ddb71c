/** An encoder without a model: a vector from the letters of the text, with every call recorded. */
import type { Encoder } from '../../ingest/embed.ts';

export interface FakeEncoder extends Encoder {
  /** Texts of documents and queries. */
  readonly calls: (readonly string[])[];
  readonly phraseCalls: (readonly string[])[];
}

const DIMENSIONS = 8;

export function fakeEncoder(version = 'fake-1'): FakeEncoder {
  const calls: (readonly string[])[] = [];
  const phraseCalls: (readonly string[])[] = [];
  const embed = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    // Fields of a document are parted by bars, which a phrase never has.
    (texts.some((text) => text.includes(' | ')) ? calls : phraseCalls).push(texts);
    return texts.map(vectorOf);
  };
  return { version, dimensions: DIMENSIONS, embed, calls, phraseCalls };
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS).fill(1);
  for (const letter of text) {
    const axis = (letter.codePointAt(0) ?? 0) % DIMENSIONS;
    vector[axis] = (vector[axis] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
