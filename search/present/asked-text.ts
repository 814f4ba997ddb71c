/** What was searched of a text: corrected, and without the words that were left out and told. */
import { contentStems } from '../../models/text.ts';
import type { KeptSearch } from '../records.ts';

/** Empty when everything is shown: nothing was typed, or nothing is left of it that says something. */
export function askedText({ text, correctedText, notices }: KeptSearch): string {
  const ignored = notices.flatMap((notice) =>
    notice.kind === 'UnsupportedQueryNotice' ? (notice.ignoredText ?? []) : [],
  );
  const asked = ignored.reduce((rest, part) => rest.replace(part, ' '), correctedText ?? text).trim();
  return ignored.length > 0 && contentStems(asked).length === 0 ? '' : asked;
}
