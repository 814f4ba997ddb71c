/** Sentences that stand in postings of every kind and say nothing about this one. */

/** One row a subject, and the share that a sentence about it counts for. */
const SUBJECTS: readonly (readonly [pattern: RegExp, share: number])[] = [
  [
    /\bequal (?:employment )?opportunit|\bequal (?:rights|consideration)\b|\bregardless of\b|\bdiscriminat|\bprotected (?:veteran|class|characteristic)/i,
    0.2,
  ],
  [/\bdiversity\b.*\b(?:inclusi|equal|embrac|committ)|\b(?:embrac|committ|celebrat)\w*\b.*\bdiversity\b/i, 0.2],
  [
    /\breasonable (?:accommodation|adjustment)|\be-?verify\b|\bbackground (?:check|investigation)|\bcovid|\bvaccinat/i,
    0.2,
  ],
  [
    /\b(?:apply|applying|applications?|applicants?)\b.*\b(?:now|online|today|via|website|web site|link|page|portal|deadline|received|button|form|submit\w*|send|email|e-mail|mail)\b/i,
    0.2,
  ],
  [
    /\b(?:send|submit|forward|upload|attach|email|e-mail)\b.*\b(?:resume|résumé|cv|curriculum|cover letter|portfolio)\b/i,
    0.2,
  ],
  [
    /\b(?:click|visit|contact us|call us|call \w+ (?:us|today)|get in touch|learn more|find out more|for more information|further information|frequently asked)\b/i,
    0.2,
  ],
  [
    /\bemployment (?:business|agency)\b|\bprivacy (?:policy|notice)\b|\bcookies?\b|\brelocation expenses\b|\btime-in-.?grade\b/i,
    0.2,
  ],
  [/\bshortlisted candidates\b|\bonly (?:successful|shortlisted)\b|\brefer a friend\b|\bterms and conditions\b/i, 0.2],
  [
    /\b(?:is|are|as) (?:a|an|the|one of)\b.*\b(?:company|companies|leader|provider|organi[sz]ation|employer|network)\b/i,
    0.5,
  ],
];

/** 1 for a sentence that may be about this posting alone, less for others. */
export function boilerplateShare(sentence: string): number {
  return Math.min(1, ...SUBJECTS.filter(([subject]) => subject.test(sentence)).map(([, share]) => share));
}
