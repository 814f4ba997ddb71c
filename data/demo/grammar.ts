/** Turns duties into the past and the -ing form, fills numbers and names in, and joins lists. */
import type { Random } from './random.ts';

const IRREGULAR: Readonly<Record<string, string>> = Object.fromEntries(
  `become became begin began bend bent bind bound break broke bring brought build built buy bought catch caught choose chose
  cut cut deal dealt dig dug do did draw drew drive drove feed fed find found fly flew forecast forecast get got give gave go went
  grind ground grow grew hang hung have had hold held keep kept know knew lay laid lead led leave left lend lent let let light lit
  make made meet met offset offset oversee oversaw pay paid put put read read rebuild rebuilt reset reset rewrite rewrote ride rode
  rise rose run ran see saw seek sought sell sold send sent set set sew sewed shoot shot show showed shut shut sing sang sit sat
  speak spoke spend spent spin spun split split spread spread stand stood stick stuck sweep swept swim swam take took teach taught
  tell told think thought throw threw troubleshoot troubleshot undertake undertook understand understood wear wore weave wove
  win won wind wound withdraw withdrew write wrote beat beat breed bred cast cast fight fought hear heard proofread proofread ring rang say said sling slung
  string strung swear swore be was am was resell resold retell retold`
    .split(/\s+/)
    .flatMap((word, index, words) => (index % 2 === 0 ? [[word, words[index + 1] ?? word]] : [])),
);

/** Verbs whose last consonant doubles. */
const DOUBLING = new Set(
  `admit bed begin cap chat chip chop clip commit control cut debug dig drop dub emit equip fit flag format get grab grip gut hem jot let log map mop
  net pad patrol pin plan plot plug pot prep program put refer rig rob rub run scan scrub set ship shut sit skim slot snag spin split spot
  step stop strap strip submit sum swap swim tag tap thin tip top transfer trap trim unplug win wrap zip blog vet unclog babysit
  upset reset`.split(/\s+/),
);

const keepCase = (from: string, to: string) => (/^[A-Z]/.test(from) ? to.charAt(0).toUpperCase() + to.slice(1) : to);

export function pastOf(verb: string): string {
  const word = verb.toLowerCase();
  const known = IRREGULAR[word];
  if (known !== undefined) return keepCase(verb, known);
  if (word.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(word)) return `${verb.slice(0, -1)}ied`;
  return DOUBLING.has(word) ? `${verb}${verb.slice(-1)}ed` : `${verb}ed`;
}

export function gerundOf(verb: string): string {
  const word = verb.toLowerCase();
  if (word.endsWith('ie')) return `${verb.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(word) && word.length > 2) return `${verb.slice(0, -1)}ing`;
  return DOUBLING.has(word) ? `${verb}${verb.slice(-1)}ing` : `${verb}ing`;
}

/** A duty with its verbs (the first word, and words after `*`) put through `change`. */
export function conjugate(duty: string, change: (verb: string) => string): string {
  const whole = (text: string) =>
    text.replace(/^[A-Za-z]+(-[a-z]+)?/, (first) => {
      const dash = first.lastIndexOf('-');
      return dash < 0 ? change(first) : first.slice(0, dash + 1) + change(first.slice(dash + 1));
    });
  const [head = '', ...rest] = duty.split('*');
  return whole(head) + rest.map(whole).join('');
}

export const baseOf = (duty: string): string => duty.replaceAll('*', '');

/** Puts a random number for each `{low-high}`. */
export const fillNumbers = (text: string, random: Random): string =>
  text.replace(/\{(\d+)-(\d+)\}/g, (_, low: string, high: string) => String(random.int(Number(low), Number(high))));

/** Puts names for `{company}`, `{city}` and so on; an unknown name is a mistake in the tables. */
export function fillNames(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/gi, (whole, name: string) => {
    const value = names[name];
    if (value === undefined)
      throw new Error(`fillNames: expected one of ${Object.keys(names).join(', ')}, got ${whole}`);
    return value;
  });
}

/** Words that keep their capital inside a sentence. */
const PROPER =
  /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(Bachelor|Master|Doctor|Associate|Foundation) (of|Degree)|^(Juris|English|German|French|Spanish)\b/;

export const lowerFirst = (text: string): string =>
  !PROPER.test(text) && (/^[A-Z][a-z]/.test(text) || /^A /.test(text))
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function joinList(items: readonly string[], word = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1] ?? ''}`;
}

/** "a" or "an" by sound as far as job titles need it. */
export const article = (noun: string): string =>
  /^(RN|LPN|LVN|HR|SEO|NHS|MLOps|SAP|X-ray|FP)/.test(noun) ||
  (/^[aeiou]/i.test(noun) && !/^(uni|use|user|UX|UI|euro|one)/i.test(noun))
    ? 'an'
    : 'a';

/** 1234567 as 1,234,567, whatever the machine's locale is. */
export const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

export const wordCount = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
