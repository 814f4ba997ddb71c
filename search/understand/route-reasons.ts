/** Why a search takes its route: one sentence a cause, told with the reading. */

export const ROUTE_REASONS = {
  blank: 'There is no text, so the filters alone decide.',
  id: 'The text is the id of a document, so nothing else can be meant.',
  exactTitle:
    'The text is the whole title of a few documents: they come first, then what is like them by words and meaning.',
  name: 'The text names a person that profiles are called by, and a name is found by its words.',
  likelyName: 'The text reads like the name of a person, so words count in every near spelling, beside meaning.',
  employer: 'The text names an employer of the documents and asks for nothing else, so its words find it.',
  unknownEmployer:
    'The text names an employer that no document is known to have, so words and meaning find what is like it.',
  terms: 'The text reads like exact terms, so words count in every near spelling, beside meaning.',
  vague:
    'The text is long and names no role, skill, employer or place: meaning finds what shares no word with it, and counts as much as words.',
  wish: 'The text tells a wish in words that few documents share: meaning finds what shares no word with it, and counts as much as words.',
  both: 'The text asks for something that words and meaning both know, so the two are joined.',
  profile: 'The text asks for what a profile says, which words and meaning both know, so the two are joined.',
  advice: 'The text asks for advice, which no document answers.',
  otherThing: 'The text asks for no job and no person.',
  unreadable: 'The models do not know this language, so names, places and shared words have to find what fits.',
  unsafe: 'The safety policy refuses this text, so nothing is searched.',
} as const;

export type RouteCause = keyof typeof ROUTE_REASONS;
