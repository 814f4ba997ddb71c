/** Evidence beside the understood values: words of the search that a document has, as it writes them. */

import { fold, isStopWord, stem, words } from '../../models/text.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import { CLOSE_GRADE } from '../rank/grade.ts';
import type { MatchReason } from '../types.ts';
import { POSTING_WORDS } from '../understand/posting-words.ts';
import { singular } from '../understand/singular.ts';
import type { Subject } from './finding.ts';
import { wholeTextOf } from './mention.ts';

const MAX_SHARED_WORDS = 4;
/** Words that most documents have, whatever they are about. */
const SAY_LITTLE = new Set(
  `${POSTING_WORDS} year years experience month months day days week weeks not no without only every new industry career careers`.split(
    ' ',
  ),
);

/** One reason with the words that no understood value explains, open where they may stand there in another sense; none when there are none. */
export function sharedWords({ asked, unwanted, facets, document, grade }: Subject): readonly MatchReason[] {
  const explained = facets.flatMap((facet) => words(facet.sourceText ?? '').map((word) => fold(word.text)));
  const telling = words(asked).filter(({ text }) => {
    const folded = fold(text);
    const saysLittle =
      isStopWord(text) || isStopWord(stem(folded)) || SAY_LITTLE.has(folded) || folded.length < 2 || /^\d/.test(folded);
    return !saysLittle && !explained.includes(folded) && !unwanted.has(singular(folded));
  });
  const written = writtenForms(document, new Set(telling.map(({ text }) => singular(fold(text)))));
  const shared = telling.flatMap(({ text }) => {
    const forms = written.get(singular(fold(text)));
    return forms?.get(fold(text)) ?? [...(forms?.values() ?? [])][0] ?? [];
  });
  const shown = [...new Set(shared)].slice(0, MAX_SHARED_WORDS).map((word) => `“${word}”`);
  if (shown.length === 0) return [];
  const reason: MatchReason = { kind: 'SEMANTIC', text: `Mentions ${shown.join(', ')}`, satisfied: true };
  return grade === null || grade >= CLOSE_GRADE ? [reason] : [{ ...reason, satisfied: false, isOpen: true }];
}

/** By the singular, the forms that the document has, folded, and how it first writes each: "switches" is no sign of somebody who switched. */
function writtenForms(
  document: TandemDocument,
  asked: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const forms = new Map<string, Map<string, string>>();
  if (asked.size === 0) return forms;
  for (const { text } of words(wholeTextOf(document))) {
    const folded = fold(text);
    const own = singular(folded);
    if (!asked.has(own)) continue;
    const written = forms.get(own) ?? new Map<string, string>();
    if (!written.has(folded)) forms.set(own, written.set(folded, text));
  }
  return forms;
}
