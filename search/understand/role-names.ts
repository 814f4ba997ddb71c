/** From the words that name a kind of work to the role that does it: "nursing" to nurse, "network admin" to administrator. */

export type IsTitle = (folded: string) => boolean;

/**
 * Ends of kinds of work with ends of those who do it, likeliest first: the suffixes of English for doing, fields and doers.
 * The tables list roles and not how their names are made; only what they know as a role counts, so a wrong end makes nothing.
 */
const ENDINGS: readonly (readonly [work: RegExp, roles: readonly string[]])[] = [
  [/ing$/, ['er', '', 'e', 'ant', 'or', 'ist']],
  [/ce$/, ['tist']],
  [/ign$/, ['igner']],
  [/ment$/, ['er', 'or']],
  [/ion$/, ['or', 'er', 'ionist', 'ion worker']],
  [/phy$/, ['pher']],
  [/ry$/, ['er', 'ist', 'ry worker']],
  [/y$/, ['ist', 'er', 'ian']],
  [/ics$/, ['ic', 'ician', 'icist']],
  [/ ?work$/, [' worker']],
  [/$/, [' worker']],
];
/**
 * Who names a department leaves the role open. Of the usual names (sales, communications, public relations, IT,
 * management) the ends above make a role of the tables out of this one alone, a "marketer".
 */
const DEPARTMENTS: ReadonlySet<string> = new Set(['marketing']);

/** The first folded role of the tables that the folded words make, else one that ends with such a role; null when they make none. */
export function roleOfWork(folded: string, isTitle: IsTitle): string | null {
  // A "director of information technology" is no technologist.
  if (DEPARTMENTS.has(folded) || / of /.test(folded)) return null;
  const roles = ENDINGS.filter(([work]) => work.test(folded)).flatMap(([work, ends]) =>
    ends.map((end) => folded.replace(work, end)).filter((role) => role !== folded),
  );
  const isOneRole = (role: string): boolean => role.includes(' ') && !/ (?:and|or) /.test(role);
  return roles.find(isTitle) ?? roles.find((role) => isOneRole(role) && isNamedRole(role, isTitle)) ?? null;
}

const LINK = /^\s*(?:,|\/|&|or|and|,\s*(?:or|and))\s*$/iu;

/** "web or graphic designer": the folded words before the link with the last word after it, where that is a role of the tables. */
export function sharedRole(folded: string, between: string, next: string, isTitle: IsTitle): string | null {
  const last = next.split(' ').at(-1);
  if (last === undefined || !next.includes(' ') || !LINK.test(between)) return null;
  const role = `${folded} ${last}`;
  return isTitle(role) ? role : null;
}

/** True for a role of the tables or one that ends with such a role: an "endoscopy nurse" is a nurse. */
export function isNamedRole(folded: string, isTitle: IsTitle): boolean {
  const words = folded.split(' ');
  return words.some((_, from) => isTitle(words.slice(from).join(' ')));
}

/** Words that name who does something: a midwife, a scaffolder, a counsellor. The tables lack many a one that people type. */
const DOER = /(?:er|or|ist|ian|man|woman|wife|smith)$/;

/** True for a word that may stand for a role alone; others ("qualified", "SQL", "medical") are parts of one or no role. */
export const mayBeRole = (folded: string, isTitle: IsTitle): boolean =>
  folded.includes(' ') || DOER.test(folded) || isNamedRole(folded, isTitle);

/**
 * What is short for a role at its end. Written by hand beside `abbreviations.tsv`, which says what a word is short for alone:
 * there "admin" is an administrative assistant, and assoc, coord, supt and engr have no row, for alone they say too little.
 */
const SHORT_ENDS: Readonly<Record<string, string>> = {
  admin: 'administrator',
  tech: 'technician',
  rep: 'representative',
  dev: 'developer',
  asst: 'assistant',
  assoc: 'associate',
  coord: 'coordinator',
  supt: 'superintendent',
  mgr: 'manager',
  engr: 'engineer',
};

/** "network admin" as "network administrator" where that is a role; null where nothing is short. */
export function withLongEnd(folded: string, isTitle: IsTitle): string | null {
  const words = folded.split(' ');
  const end = SHORT_ENDS[words.at(-1) ?? ''];
  const long = end === undefined ? '' : [...words.slice(0, -1), end].join(' ');
  return words.length > 1 && isTitle(long) ? long : null;
}

/** Who leads: a "deputy manager" is no deputy, though the tables know the one and not the other. */
const HEADS: ReadonlySet<string> = new Set('manager director officer supervisor commissioner chief'.split(' '));

/** The words without the last one, where only that one keeps them from being a role: "shop assistant hours". */
export function withoutLastWord(folded: string, isTitle: IsTitle): string | null {
  const shorter = folded.split(' ').slice(0, -1).join(' ');
  const isHead = HEADS.has(folded.split(' ').at(-1) ?? '');
  return shorter !== '' && !isHead && isNamedRole(shorter, isTitle) ? shorter : null;
}
