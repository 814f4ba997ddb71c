/** The words of the demo corpus and the fact tables that pairs of texts are made of. */
import { readFileSync } from 'node:fs';
import { generateJobs } from '../data/demo/generate.ts';
import type { PairWords } from '../evaluation/meaning/pairs.ts';
import { foldText } from '../models/text.ts';
import { projectPath } from '../runtime/project-root.ts';
import type { Facts } from '../stores/facts.ts';

/** Words that say a level or a kind of employment: texts get them from the kinds of pairs. */
const LEVEL =
  /\b(?:senior|junior|lead|graduate|trainee|principal|head|director|chief|assistant|intern|apprentice|manager|new grad)\b/i;

export function pairWords(facts: Facts): PairWords {
  const jobs = [...generateJobs()];
  const roles = distinct(jobs.map(({ title }) => title.toLowerCase())).filter(
    (role) => /^[a-z]+(?: [a-z]+)?$/.test(role) && !LEVEL.test(role) && facts.isTitle(foldText(role)),
  );
  const abbreviations = readFileSync(projectPath('data', 'facts', 'abbreviations.tsv'), 'utf8')
    .trim()
    .split('\n');
  return {
    roles,
    places: distinct(jobs.map(({ location }) => location.split(',')[0] ?? '')),
    employers: distinct(jobs.map(({ company }) => company)),
    skills: distinct(jobs.flatMap(({ skills }) => skills)),
    shortRoles: abbreviations.flatMap((line) => {
      const [short = '', long = '', kind] = line.split('\t');
      return kind === 'title' ? [[short, long] as const] : [];
    }),
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].filter((text) => text !== '');
