/** Documents are kept within a number of bytes that the heap bears out, whatever they are made of. */

import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createDocumentCache, documentBytes } from '../../runtime/document-cache.ts';
import { heapBytesOf } from '../helpers/heap.ts';

const times = (count: number, textOf: (time: number) => string): string =>
  Array.from({ length: count }, (_, time) => textOf(time)).join(' ');
const DOCUMENTS: readonly (readonly [string, (time: number) => string])[] = [
  ['short names', (time) => `{a{${times(398, (at) => 'abcdefghijklmnop'.charAt(at % 16))} z${time}}}`],
  ['aliases', (time) => `{${times(300, (at) => `a${at}:b`)} z${time}}`],
  ['arguments', (time) => `{${times(40, (at) => `f${at}(a:[1,2,3,4,5,6,7],b:{c:"x",d:$e})`)} z${time}}`],
  ['directives', (time) => `{${times(100, () => 'a@b(c:1)')} z${time}}`],
  ['variables', (time) => `query(${times(100, (at) => `$v${at}:[Int!]!=[1]`)}){z${time}}`],
  ['fragments', (time) => `{z${time}} ${times(80, (at) => `fragment F${at} on A{...F${at}}`)}`],
  ['a comment', (time) => `{z${time}}#${'é'.repeat(20_000)}`],
];

describe('a cache of documents', () => {
  it.each(DOCUMENTS)('estimates no less than the heap takes for %s', async (_name, textOf) => {
    const held = Array.from({ length: 100 }, () => parse('{a}'));
    const measured = await heapBytesOf(() => {
      for (let time = 0; time < held.length; time += 1)
        held[time] = parse(JSON.parse(JSON.stringify(textOf(time))) as string);
    });
    expect(measured).toBeLessThanOrEqual(held.reduce((sum, document) => sum + documentBytes(document), 0));
  });

  it('lets go of what was asked for longest ago', () => {
    const texts = ['{a b}', '{c d}', '{e f}'];
    const documents = createDocumentCache(2.5 * documentBytes(parse('{a b}')));
    for (const text of texts) documents.set(text, parse(text));
    expect(texts.map((text) => documents.has(text))).toEqual([false, true, true]);
  });
});
