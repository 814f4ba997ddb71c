/** What the safety policy refuses: the model's judgment, a few plain patterns for when it is away, and what is said instead. */

import type { TextReading } from '../../models/understanding.ts';
import type { Notice, Safety, Understanding } from '../types.ts';

export interface SafetyReading {
  readonly safety: Safety;
  /** Rule of the policy; null for what is safe. */
  readonly category: string | null;
}

const SAFE: SafetyReading = { safety: 'SAFE', category: null };

/**
 * The lowest of .05, .1, .15 … at which models of half of the training data refused one in a hundred (6 of 580) of the lawful
 * queries of the shared files that they had not seen (minilm-understanding-4). Of the unsafe test inputs the model that serves
 * finds .950 from here on, and it refuses .092 of their lawful look-alikes (training/LOG.md).
 */
const UNSAFE_FROM = 0.25;

/** What nobody means well, in words that leave no doubt; the model reads the rest. */
const PLAIN: readonly (readonly [pattern: RegExp, category: string])[] = [
  [
    /\b(?:home|private|personal) (?:address|phone|number|mobile|e-?mail)\b.{0,40}\b(?:of|for)\b.{0,40}\b(?:this|that|every|each|all|her|his|my|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+)/iu,
    'contact-data',
  ],
  [/\bwhere (?:does|do) .{2,40} live\b.{0,20}(?:street|house|address|exactly|\bnumber\b)/iu, 'contact-data'],
  [/\bmoney mules?\b/iu, 'illegal-work'],
  [/\b(?:keep|take|hold) their passports\b/iu, 'exploitation'],
  [
    /\b(?:no|not|exclude|without|but no) (?:blacks?|jews?|muslims?|gays?|pregnant women|women|foreigners)\b/iu,
    'discrimination',
  ],
];

/** Rules alone judge when `reading` is null. */
export function readSafety(text: string, reading: TextReading | null): SafetyReading {
  const plain = PLAIN.find(([pattern]) => pattern.test(text));
  if (plain !== undefined && reading === null) return { safety: 'UNSAFE', category: plain[1] };
  if (reading === null) return SAFE;
  const { CONTROVERSIAL = 0, SAFE: safe = 0 } = reading.safeties;
  if (unsafeShare(reading) >= UNSAFE_FROM) return { safety: 'UNSAFE', category: likeliestRule(reading) };
  return CONTROVERSIAL > safe ? { safety: 'CONTROVERSIAL', category: null } : SAFE;
}

/** Three heads of the model say it, each in its own words: safety, intent, and which rule is broken. 0..1, their mean. */
function unsafeShare({ safeties, intents, categories }: TextReading): number {
  return ((safeties.UNSAFE ?? 0) + (intents.UNSAFE ?? 0) + 1 - (categories.none ?? 1)) / 3;
}

function likeliestRule({ categories }: TextReading): string {
  const [best = 'harassment'] = Object.entries(categories)
    .filter(([name]) => name !== 'none')
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name);
  return best;
}

interface Rule {
  /** What is refused, as the end of a sentence. */
  readonly refused: string;
  readonly alternatives: readonly string[];
}

const SEARCHES = ['Search for a role, a skill, an employer or a place', 'Describe the experience that the work needs'];

const RULES: Readonly<Record<string, Rule>> = {
  'contact-data': {
    refused: 'private contact data, addresses or family matters of a person',
    alternatives: ['Search for the person by name, role or employer', 'Write to a member through this service'],
  },
  harassment: {
    refused: 'finding a person against their will, or acting against them',
    alternatives: [
      'Search for people by role, skill or employer',
      'Turn to a mediator, a lawyer or the police with a conflict',
    ],
  },
  discrimination: {
    refused: 'choosing or guessing by sex, age, origin, religion, health or another protected trait',
    alternatives: ['Search by skill, experience, language or certificate', 'Describe what the work needs'],
  },
  'bulk-data': {
    refused: 'collecting personal data in bulk',
    alternatives: ['Search for the people you want to hire', 'Save a search and read its results here'],
  },
  'illegal-work': { refused: 'work that breaks the law', alternatives: SEARCHES },
  exploitation: {
    refused: 'work without fair pay, papers or freedom',
    alternatives: ['Search for people by role and offer them lawful terms', ...SEARCHES.slice(0, 1)],
  },
  'fake-credentials': {
    refused: 'false papers, references or identities',
    alternatives: ['Search for courses, traineeships or entry level roles', ...SEARCHES.slice(0, 1)],
  },
  sabotage: { refused: 'harming an employer or taking its secrets', alternatives: SEARCHES },
  violence: { refused: 'threats or violence', alternatives: SEARCHES },
};

/** Why the page is empty and what is possible instead; null unless the text is refused. */
export function refusalNotice({
  safety,
  safetyCategory,
}: Pick<Understanding, 'safety' | 'safetyCategory'>): Notice | null {
  if (safety !== 'UNSAFE') return null;
  const rule = safetyCategory ?? 'harassment';
  const { refused, alternatives } = RULES[rule] ?? { refused: 'what this text asks for', alternatives: SEARCHES };
  return {
    kind: 'RefusalNotice',
    code: 'REFUSED',
    message: `This service does not help with ${refused}. ${alternatives.join('. ')}.`,
    rule,
    alternatives,
  };
}
