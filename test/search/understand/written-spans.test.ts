/** Tagged words, made to fit the words as they are written. */
import { describe, expect, it } from 'vitest';
import type { TaggedSpan } from '../../../models/understanding.ts';
import { writtenSpans } from '../../../search/understand/written-spans.ts';

const TERMS = new Set(['oil and gas']);

/** Spans of `tagged`, each written "field:words of the text". */
function read(text: string, ...tagged: readonly string[]): readonly string[] {
  const spans = tagged.map((one): TaggedSpan => {
    const [field = '', words = ''] = one.split(':');
    const start = text.indexOf(words);
    return { field, start, end: start + words.length, confidence: 0.9, isNegated: false };
  });
  return writtenSpans(spans, text, (source) => TERMS.has(source)).map(
    ({ field, start, end }) => `${field}:${text.slice(start, end)}`,
  );
}

describe('a tagged value', () => {
  it('has whole words, whatever joins their parts', () => {
    expect(read('an early-stage shop', 'industry:early')).toEqual(['industry:early-stage']);
    expect(read('licensed A&P mechanic', 'skill:A', 'skill:P')).toEqual(['skill:A&P']);
    expect(read('Security+ holder', 'skill:Security')).toEqual(['skill:Security+']);
  });

  it('leaves the half of a word to the field that took it', () => {
    expect(read('chef-manager', 'title:chef', 'seniority:manager')).toEqual(['title:chef', 'seniority:manager']);
  });

  it('ends with a word that names something, and may begin with any', () => {
    expect(read('deputy manager of a home', 'title:deputy manager of')).toEqual(['title:deputy manager']);
    expect(read('knows After Effects', 'skill:After Effects')).toEqual(['skill:After Effects']);
    expect(read('somebody of the', 'title:of the')).toEqual([]);
  });

  it('is several where industries are listed, and one where the list is a trade of its own', () => {
    expect(read('wine, beer or spirits', 'industry:wine, beer or spirits')).toEqual([
      'industry:wine',
      'industry:beer',
      'industry:spirits',
    ]);
    expect(read('oil and gas', 'industry:oil and gas')).toEqual(['industry:oil and gas']);
    expect(read('fish and chips', 'skill:fish and chips')).toEqual(['skill:fish and chips']);
  });
});
