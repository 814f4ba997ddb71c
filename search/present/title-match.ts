/** Whether a title names the role that was asked: its words in their order, and not the helper, learner or teacher of that role. */
import { contentStems, stem } from '../../models/text.ts';

/** Beside a role they make another one of it: a teacher's aide is no teacher. Written by hand. */
const OTHERS: ReadonlySet<string> = new Set(
  'assistant aide aid helper trainee intern internship apprentice student trainer recruiter'.split(' ').map(stem),
);
/** Words that may stand inside a role: "web application developer". */
const MOST_BETWEEN = 1;

/** `stems` of the role; "director of sales" and "director, sales" name a sales director too. */
export function namesRole(title: string, stems: readonly string[]): boolean {
  return formsOf(title).some((form) => standsIn(contentStems(form), stems));
}

function formsOf(title: string): readonly string[] {
  const parts = title.split(/\s+of\s+|,/i);
  return [title, [...parts].reverse().join(' ')];
}

function standsIn(title: readonly string[], stems: readonly string[]): boolean {
  return title.some((_, from) => {
    const end = endOfRun(title, stems, from);
    if (end === null) return false;
    return [title[from - 1], title[end]].every(
      (beside) => beside === undefined || !OTHERS.has(beside) || stems.includes(beside),
    );
  });
}

/** Behind the last of the stems when they stand in their order from there on; null when they do not. */
function endOfRun(title: readonly string[], stems: readonly string[], from: number): number | null {
  let at = from;
  for (const [index, asked] of stems.entries()) {
    const next = title.indexOf(asked, at);
    if (next < 0 || next - at > (index === 0 ? 0 : MOST_BETWEEN)) return null;
    at = next + 1;
  }
  return stems.length === 0 ? null : at;
}
