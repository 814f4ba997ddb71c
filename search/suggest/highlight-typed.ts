/** Marks the typed part of a suggestion: the beginnings of its words that the typed words stand for. */
import { fold, type Word } from '../../models/text.ts';
import type { TextRange } from '../types.ts';
import { nearStarts, sortWords } from '../understand/sorted-words.ts';
import { editsFor } from './complete.ts';
import { suggestionWords } from './suggestion-index.ts';

/** Offsets in UTF-16 units of `text`, ascending; words that follow each other as typed are one range. `typed`: folded words. */
export function highlightTyped(text: string, typed: readonly string[]): readonly TextRange[] {
  const all = suggestionWords(text);
  const free = new Set(all);
  let before: Word | null = null;
  const found: TextRange[] = [];
  for (const [at, word] of typed.entries()) {
    const meant = wordFor(word, all, free, before);
    if (meant === null) continue;
    free.delete(meant);
    const end = at < typed.length - 1 && fold(meant.text) === word ? meant.end : endOfStart(meant, word.length);
    found.push({ start: meant.start, end });
    before = meant;
  }
  return joined(text, found);
}

/** The next free word behind the one before that begins so, else any, else the nearest. */
function wordFor(typed: string, all: readonly Word[], free: ReadonlySet<Word>, before: Word | null): Word | null {
  const begins = all.filter((word) => free.has(word) && fold(word.text).startsWith(typed));
  const behind = begins.find((word) => before !== null && word.start >= before.end);
  if (behind !== undefined || begins.length > 0) return behind ?? begins[0] ?? null;
  for (let edits = 1; edits <= editsFor(typed); edits++) {
    const near = all.find(
      (word) => free.has(word) && nearStarts(sortWords([fold(word.text)]), typed, edits).length > 0,
    );
    if (near !== undefined) return near;
  }
  return null;
}

/** Where the first `length` folded letters of a word end: "ß" folds to two, an accent to none. */
function endOfStart(word: Word, length: number): number {
  let [end, letters] = [word.start, 0];
  for (const letter of word.text) {
    const folded = fold(letter).length;
    if (letters >= length && folded > 0) break;
    letters += folded;
    end += letter.length;
  }
  return end;
}

function joined(text: string, ranges: readonly TextRange[]): readonly TextRange[] {
  const result: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    const isNext = last !== undefined && !/[\p{L}\p{N}]/u.test(text.slice(last.end, range.start));
    if (isNext) result.splice(-1, 1, { start: last.start, end: Math.max(last.end, range.end) });
    else result.push(range);
  }
  return result;
}
