/** Text of people without contact data, cleaned, until nothing more of it is found. */

import { withoutContacts } from '../runtime/contact-data.ts';
import { cleanLine, cleanText } from './clean-text.ts';

/** Null when nothing is left. */
export const contactFreeLine = (text: string): string | null => untilStable(text, cleanLine);
export const contactFreeText = (text: string): string | null => untilStable(text, cleanText);

/** Every pass but the last makes the text shorter. */
function untilStable(text: string, clean: (text: string) => string | null): string | null {
  const cleaned = clean(text);
  if (cleaned === null) return null;
  const safe = withoutContacts(cleaned);
  return safe === cleaned ? cleaned : untilStable(safe, clean);
}
