/** Skills that a text names beyond doubt, for jobs that list none. */

import { fold, words } from '../models/text.ts';
import type { Facts } from '../stores/facts.ts';

const MAX_SKILL_WORDS = 4;
const MAX_SKILLS = 25;

/**
 * Reads the longest entries of the skills gazetteer, in order of the text. A name of one word must be written as the
 * gazetteer writes it; one that is a plain English word as well ("Go", "Excel", "Lean") must stand in an enumeration.
 */
export function findSkills(text: string, facts: Facts): readonly string[] {
  const found = new Set<string>();
  const places = words(text);
  const folded = places.map((word) => fold(word.text));
  for (let start = 0; start < places.length && found.size < MAX_SKILLS; start += 1) {
    for (let count = Math.min(MAX_SKILL_WORDS, places.length - start); count > 0; count -= 1) {
      const skill = facts.findDistinctSkill(folded.slice(start, start + count).join(' '));
      if (skill === null) continue;
      const [from, to] = [places[start]?.start ?? 0, places[start + count - 1]?.end ?? 0];
      if (!isNamed(skill, text, from, to)) continue;
      found.add(skill);
      start += count - 1;
      break;
    }
  }
  return [...found];
}

/** Names that are words of plain text too, also at the start of a sentence. */
const PLAIN_WORDS: ReadonlySet<string> = new Set(
  `go swift rust ruby excel lean agile sage epic notion slack unity sketch illustrator postman looker scala airflow
  selenium cypress blender flask triage react angular sap workday confluence flutter sass`.split(/\s+/),
);

function isNamed(skill: string, text: string, from: number, to: number): boolean {
  const surface = text.slice(from, to);
  if (surface.includes(' ')) return !/[.,;:()\n]\s/.test(surface);
  const isLowerCaseName = skill === skill.toLowerCase();
  if (!isLowerCaseName && surface !== skill) return false;
  if (!PLAIN_WORDS.has(skill.toLowerCase())) return true;
  const before = text.slice(Math.max(0, from - 3), from);
  return surface === skill && (/[,/(&•]\s*$/.test(before) || /^\s*[,/)&]/.test(text.slice(to, to + 3)));
}
