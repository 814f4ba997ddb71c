/** Reads people's names from a text: names of the index, whatever their order, initials or a slip. */
import { words } from '../../models/text.ts';
import { PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts } from '../../stores/facts.ts';
import type { Predicate } from '../../stores/predicate.ts';
import { isEnglish } from './english-words.ts';
import { nameCondition } from './facet-conditions.ts';
import type { Knowledge } from './knowledge.ts';
import type { NamesMeant } from './people-names.ts';
import { type Span, spansOf } from './text-spans.ts';

export interface ReadName {
  /** As the index writes it where the words name one person's name, else as typed. */
  readonly value: string;
  readonly condition: Predicate;
  readonly confidence: number;
}

const LONGEST_NAME_WORDS = 5;
/** A name as it is written is surer than one that was guessed from a slip, or than a surname alone. */
const CONFIDENCE = { exact: 0.95, turned: 0.9, initials: 0.8, slip: 0.8, alone: 0.75 } as const;

/** Null for words that name nobody. */
export function readName(span: Span, facts: Facts, knowledge: Knowledge): ReadName | null {
  if (span.wordCount > LONGEST_NAME_WORDS) return null;
  if (span.wordCount === 1) return surnameAlone(span, facts, knowledge);
  const meant = knowledge.people.find(span.folded);
  if (meant === null || !isMeant(meant, span, facts)) return null;
  const typed = span.text.replace(/['’]s$/, '');
  const [only, ...others] = meant.names;
  const isAsWritten = meant.form === 'exact' || only === undefined || others.length > 0;
  const value = isAsWritten ? typed : knowledge.nameAsWritten(only);
  return { value, condition: nameCondition(...meant.names), confidence: CONFIDENCE[meant.form] };
}

/** What is not written as the index has it may be other words: those of the language are taken for themselves. */
function isMeant({ form }: NamesMeant, span: Span, facts: Facts): boolean {
  if (form === 'exact') return true;
  if (facts.isTitle(span.folded) || facts.findSkill(span.folded) !== null) return false;
  const isOrdinary = span.folded
    .split(' ')
    .every((word) => isEnglish(word) || facts.isTitle(word) || word.length === 1);
  const isTurned = form === 'turned' && (span.text.includes(',') || (span.isFirst && span.isLast));
  return !isOrdinary || isTurned || words(span.text).every(({ text }) => /^\p{Lu}/u.test(text));
}

/** A text that is one word of names and nothing else asks for whoever is called so. */
function surnameAlone(span: Span, facts: Facts, { people }: Knowledge): ReadName | null {
  const { folded } = span;
  const isOnly = span.isFirst && span.isLast && people.hasWord(folded);
  if (!isOnly || isEnglish(folded) || isOtherwiseKnown(span, facts)) return null;
  const condition: Predicate = { kind: 'contains', field: PEOPLE_COLUMNS.name, words: [folded] };
  return { value: span.text, condition, confidence: CONFIDENCE.alone };
}

function isOtherwiseKnown({ folded, text }: Span, facts: Facts): boolean {
  return (
    facts.isTitle(folded) ||
    facts.findSkill(folded) !== null ||
    facts.expand(folded) !== null ||
    facts.findPlace(text) !== null
  );
}

/** Folded words of the text that are part of a person's name, a slip in them included: spelling leaves them alone. */
export function wordsOfNames(text: string, facts: Facts, knowledge: Knowledge): ReadonlySet<string> {
  const named = spansOf(text, LONGEST_NAME_WORDS).filter((span) => readName(span, facts, knowledge) !== null);
  return new Set(named.flatMap(({ folded }) => folded.split(' ')));
}
