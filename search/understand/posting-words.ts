/** What people call that which they search for, whatever the work is. Written by hand; each reader of texts adds words of its own. */

/** Parted by spaces, folded. */
export const POSTING_WORDS = 'job jobs role roles position positions opening openings vacancy vacancies';
