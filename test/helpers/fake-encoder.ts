/** An encoder without a model: a vector from the letters of the text, with every call recorded. */
import type { Encoder } from '../../ingest/embed.ts';

export interface FakeEncoder extends Encoder {
  readonly calls: (readonly string[])[];
}

const DIMENSIONS = 8;

export function fakeEncoder(version = 'fake-1'): FakeEncoder {
  const calls: (readonly string[])[] = [];
  const embed = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    calls.push(texts);
    return texts.map(vectorOf);
  };
  return { version, dimensions: DIMENSIONS, embed, calls };
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
