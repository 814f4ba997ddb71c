/** Token ids of texts and pairs. */
import { describe, expect, it } from 'vitest';
import { loadTokenizer } from '../../models/tokenizer.ts';

const tokenizer = loadTokenizer('models/minilm');

describe('tokenizer', () => {
  // Reference: tokenizers 0.23.3 (Python), Tokenizer.from_file("models/minilm/tokenizer.json").encode(text).ids
  it('gives the ids of the reference implementation', () => {
    expect([...tokenizer.encode('Café chef, €30k – C++ 工程师 🙂 naïve!', 128)]).toEqual([
      101, 7668, 10026, 1010, 1574, 14142, 2243, 1516, 1039, 1009, 1009, 100, 100, 100, 100, 15743, 999, 102,
    ]);
  });

  it('cuts a text and keeps the closing separator', () => {
    const ids = tokenizer.encode('one two three four five six', 5);
    expect([ids.length, ids[0], ids[4]]).toEqual([5, 101, 102]);
  });

  it('cuts the query at its own limit and the document at what is left', () => {
    const ids = [...tokenizer.encodePair('one two three four', 'five six seven eight nine', 9, 3)];
    expect(ids.length).toBe(9);
    expect([ids[0], ids[4], ids[8]]).toEqual([101, 102, 102]);
    expect(ids.filter((id) => id === 102).length).toBe(2);
  });

  it('takes an empty document', () => {
    expect([...tokenizer.encodePair('', '', 96, 40)]).toEqual([101, 102, 102]);
  });
});
