/** Says whether a text is safe: who is named by nothing else is, who asks for contact data is not, and else the policy reads it. */
import type { TextReading } from '../../models/understanding.ts';
import { asksForContact } from './contact-request.ts';
import { isOnlyName } from './intent.ts';
import type { ReadFacet } from './read-facet.ts';
import { CONTACT_ASKED, readSafety, SAFE, type SafetyReading } from './safety.ts';

export interface ModelReadings {
  /** Of the searched text. */
  readonly asked: TextReading | null;
  /** Of the text as typed, which alone says whether it is safe. */
  readonly typed: TextReading | null;
  /** Of the text as typed in plain words; null where it has no others. */
  readonly plain: TextReading | null;
}

interface TextToJudge {
  readonly text: string;
  readonly searchedText: string;
  /** What the words say, whatever language the caller states. */
  readonly looksReadable: boolean;
  /** True for the id of a document that the caller may see. */
  readonly isId: boolean;
  readonly byRules: readonly ReadFacet[];
}

export function judgeText(judged: TextToJudge, { asked, typed, plain }: ModelReadings): SafetyReading {
  const { text, searchedText, looksReadable, isId, byRules } = judged;
  // The model may take the name "Young" for an age.
  if (isId || isOnlyName(searchedText, byRules)) return SAFE;
  if (asksForContact(searchedText, asked, byRules)) return CONTACT_ASKED;
  return readSafety(text, typed, looksReadable, plain);
}
