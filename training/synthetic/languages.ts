/** Languages that a profile names, out of lines like "Bilingual Spanish and English". */

import type { PersonDocument } from '../../stores/documents.ts';

const LANGUAGES =
  `Arabic Armenian Bengali Bosnian Bulgarian Cantonese Chinese Croatian Czech Danish Dutch English Farsi Finnish French
German Greek Gujarati Hebrew Hindi Hungarian Indonesian Italian Japanese Korean Malay Mandarin Norwegian Persian Polish Portuguese
Punjabi Romanian Russian Serbian Spanish Swahili Swedish Tagalog Tamil Telugu Thai Turkish Ukrainian Urdu Vietnamese`.split(
    /\s+/,
  );
const NAMED = new RegExp(`\\b(?:${LANGUAGES.join('|')})\\b`, 'gi');

/** As the list above writes them, each once. */
export function languagesOf({ languages }: PersonDocument): readonly string[] {
  const named = languages.flatMap((line) => line.match(NAMED) ?? []).map((name) => name.toLowerCase());
  return LANGUAGES.filter((language) => named.includes(language.toLowerCase()));
}
