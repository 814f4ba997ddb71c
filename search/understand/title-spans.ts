/** Parts what the model read as one role and the text lists as several: "cooks and kitchen managers", "SEO / PPC specialist". */

import { foldText } from '../../models/text.ts';
import type { TaggedSpan } from '../../models/understanding.ts';
import { type IsTitle, isNamedRole } from './role-names.ts';
import { singular } from './singular.ts';

/** Between these the words are always two; "and" is a part of many a role. */
const PARTING = /\s*\/\s*|\s*,?\s+or\s+/giu;
const JOINING = /\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/giu;

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Spans of other fields come back as they are. */
export function partedTitles(spans: readonly TaggedSpan[], text: string, isTitle: IsTitle): readonly TaggedSpan[] {
  return spans.flatMap((span) => (span.field === 'title' ? partsOf(span, text, isTitle) : [span]));
}

function partsOf(span: TaggedSpan, text: string, isTitle: IsTitle): readonly TaggedSpan[] {
  const isRole = ({ start, end }: Part): boolean => isNamedRole(singular(foldText(text.slice(start, end))), isTitle);
  const folded = singular(foldText(text.slice(span.start, span.end)));
  if (isTitle(folded)) return [span];
  return cut(span, text, PARTING)
    .flatMap((part) => {
      const parts = isTitle(singular(foldText(text.slice(part.start, part.end)))) ? [part] : cut(part, text, JOINING);
      return parts.every(isRole) ? parts : [part];
    })
    .map((part) => ({ ...span, ...part }));
}

function cut({ start, end }: Part, text: string, where: RegExp): readonly Part[] {
  const parts: Part[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(where)) {
    parts.push({ start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  return [...parts, { start: from, end }].filter((part) => part.start < part.end);
}
