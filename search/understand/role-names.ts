/** From the words that name a kind of work to the role that does it: "nursing" to nurse, "network admin" to administrator. */

export type IsTitle = (folded: string) => boolean;

/** Ends of kinds of work with ends of those who do it, likeliest first. */
const ENDINGS: readonly (readonly [work: RegExp, roles: readonly string[]])[] = [
  [/ing$/, ['er', '', 'e', 'ant', 'or', 'ist']],
  [/ment$/, ['er', 'or']],
  [/ion$/, ['or', 'er', 'ionist', 'ion worker']],
  [/phy$/, ['pher']],
  [/ry$/, ['er', 'ist', 'ry worker']],
  [/y$/, ['ist', 'er', 'ian']],
  [/ics$/, ['ic', 'ician', 'icist']],
  [/ ?work$/, [' worker']],
  [/$/, [' worker']],
];
/** Departments are asked for by their name: who says "sales" leaves the role open. */
const DEPARTMENTS = new Set('sale sales marketing communications public relations it management'.split(' '));

/** The first folded role of the tables that the folded words make; null when they make none. */
export function roleOfWork(folded: string, isTitle: IsTitle): string | null {
  if (DEPARTMENTS.has(folded)) return null;
  for (const [work, roles] of ENDINGS) {
    if (!work.test(folded)) continue;
    const found = roles.map((role) => folded.replace(work, role)).find((role) => role !== folded && isTitle(role));
    if (found !== undefined) return found;
  }
  return null;
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

/** What is short for a role only at its end: "admin" alone is a department. */
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

/** The words without the last one, where only that one keeps them from being a role: "shop assistant hours". */
export function withoutLastWord(folded: string, isTitle: IsTitle): string | null {
  const shorter = folded.split(' ').slice(0, -1).join(' ');
  return shorter !== '' && isNamedRole(shorter, isTitle) ? shorter : null;
}
