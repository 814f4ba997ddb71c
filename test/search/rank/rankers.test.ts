/** The packed ranker reads what has its item vectors; everything else is read as full text, or refused with advice. */
import { describe, expect, it } from 'vitest';
import { type Manifest, modelFile, readManifest } from '../../../models/manifest.ts';
import { itemsProblem, type Rankers, rankerOf, rankersOf } from '../../../search/rank/rankers.ts';

const shipped = readManifest();
const any = modelFile(shipped, 'encoder');
const named = (...names: readonly string[]): Manifest => ({
  ...shipped,
  files: names.map((name) => ({ ...any, name, version: `${name}-1`, slots: 2 })),
});
const ALL = named('item-encoder', 'ranker', 'full-text');
const index = (itemVersion: string | null) => ({ vertical: 'jobs', itemVersion }) as const;

describe('what is served', () => {
  it('is the packed ranker by default, full text beside it', () => {
    const { packed, fullText } = rankersOf(ALL, 'packed');
    expect(packed).toMatchObject({
      version: 'ranker-1',
      itemVersion: expect.stringMatching(/^item-encoder-1\//),
      slots: 2,
    });
    expect(fullText).toEqual({ kind: 'full-text', version: 'full-text-1' });
  });

  it('is full text alone when that is wanted, or there is nothing else', () => {
    expect(rankersOf(ALL, 'full-text').packed).toBeNull();
    expect(rankersOf(named('ranker', 'full-text'), 'packed').packed).toBeNull();
  });

  it('is refused with what the manifest has when there is none', () => {
    expect(() => rankersOf(named('item-encoder', 'ranker'), 'full-text')).toThrow(
      'TANDEM_RANKER is full-text, and models/manifest.json has no such ranker; it has item-encoder, ranker',
    );
  });
});

describe('an index', () => {
  const both = rankersOf(ALL, 'packed');
  const onlyPacked: Rankers = { ...both, fullText: null };
  const right = index(both.packed?.itemVersion ?? null);

  it('with the right item vectors is read by the packed ranker', () => {
    expect(rankerOf(right, both).kind).toBe('packed');
    expect(itemsProblem(right, both)).toBeNull();
  });

  it.each([
    [null, 'has no item vectors'],
    ['item-encoder-0/1', 'has item vectors of item-encoder-0/1'],
  ])('with item vectors of %s is read as full text, and without that refused', (version, found) => {
    expect(rankerOf(index(version), both).kind).toBe('full-text');
    const advice = expect.stringMatching(
      new RegExp(`index of jobs ${found}, but .*ingest again, or set TANDEM_RANKER`),
    );
    expect(itemsProblem(index(version), both)).toMatchObject({ code: 'INDEX_INVALID', message: advice });
    expect(() => rankerOf(index(version), onlyPacked)).toThrow(found);
  });

  it('has no problem where the packed ranker is not served', () => {
    expect(itemsProblem(index(null), rankersOf(ALL, 'full-text'))).toBeNull();
  });
});
