/** What a page tells of its text as a whole: that it was refused, corrected, not readable or no search. */
import type { Notice, Understanding } from '../types.ts';
import { refusalNotice } from './safety.ts';

/** A refusal stands alone. `reading` is of the text as it was corrected. */
export function textNotices(
  text: string,
  correctedText: string | null,
  reading: Understanding,
  canRead: boolean,
): readonly Notice[] {
  const refusal = refusalNotice(reading);
  if (refusal !== null) return [refusal];
  const notices: Notice[] = [];
  if (correctedText !== null) {
    const message = `Showing results for “${correctedText}”. Set spellCorrect to false to search for “${text}”.`;
    notices.push({
      kind: 'SpellCorrectionNotice',
      code: 'SPELL_CORRECTED',
      message,
      originalText: text,
      correctedText,
    });
  }
  if (!canRead) {
    const message = 'The models read English only: shown is what names, places and shared words of the text find.';
    notices.push({ kind: 'UnsupportedQueryNotice', code: 'LANGUAGE_UNSUPPORTED', message, ignoredText: null });
  } else if (reading.route === 'EXPLAIN') {
    const message =
      reading.intent === 'CAREER_ADVICE'
        ? 'This service finds jobs and people; it gives no career advice. Search for a role, a skill or an employer.'
        : 'This text asks for no job and no person. Type a role, a skill, an employer or a name.';
    notices.push({ kind: 'UnsupportedQueryNotice', code: 'PART_IGNORED', message, ignoredText: text });
  }
  return notices;
}
