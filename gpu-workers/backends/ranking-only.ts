/** What the drivers of servers that only score share: refusals of all else, one request a query, and the known answer. */

import { TandemError } from '../../runtime/errors.ts';
import type { Scores } from './answers.ts';
import type { Backend, Pair } from './backend.ts';

/** p_yes of each text for one query, in the order of the texts. */
export type ScoreTexts = (query: string, texts: readonly string[]) => Promise<readonly number[]>;

/** A backend that can serve the ranker of the pool `slm` and nothing else. */
export function rankingOnly(name: string, scoreTexts: ScoreTexts, close: () => Promise<void>): Backend {
  const refuse = async (): Promise<never> => {
    throw new TandemError(
      'CONFIG_INVALID',
      `the backend ${name} scores texts: it can serve the ranker of the pool slm, and neither encodes, understands nor searches`,
    );
  };
  return {
    name,
    dimensions: 0,
    score: (pairs) => scoreByQuery(scoreTexts, pairs),
    embed: refuse,
    understand: refuse,
    loadMatrix: refuse,
    packed: null,
    close,
  };
}

/** Blank texts are not sent, because servers disagree on them: nothing fits a blank query, and a blank text fits nothing. */
async function scoreByQuery(scoreTexts: ScoreTexts, pairs: readonly Pair[]): Promise<Scores> {
  const startedMs = performance.now();
  const scores = new Float32Array(pairs.length);
  const placesOf = new Map<string, number[]>();
  for (const [place, { query, text }] of pairs.entries()) {
    if (query.trim() !== '' && text.trim() !== '') placesOf.set(query, [...(placesOf.get(query) ?? []), place]);
  }
  const scoreOne = async ([query, places]: readonly [string, readonly number[]]): Promise<void> => {
    const found = await scoreTexts(
      query,
      places.map((place) => pairs[place]?.text ?? ''),
    );
    for (const [at, place] of places.entries()) scores[place] = found[at] ?? Number.NaN;
  };
  await Promise.all([...placesOf].map(scoreOne));
  return { objectives: 1, scores, tokenizeMs: 0, computeMs: performance.now() - startedMs };
}

const NURSES = [
  'Night nurse | City Hospital | full-time | You will care for patients on the ward at night.',
  'Registered nurse | Clinic | night shifts | Medication and care of patients from evening to morning.',
];
const MECHANICS = [
  'Diesel mechanic | Road Garage | full-time | You will repair the engines of trucks.',
  'Truck mechanic | Haulage | workshop | Maintenance of diesel engines and brakes.',
];
/** The first two texts of each fit its query, the others do not: what does not read the query cannot have both right. */
const PROBES = [
  { query: 'night nurse', texts: [...NURSES, ...MECHANICS] },
  { query: 'diesel engine mechanic', texts: [...MECHANICS, ...NURSES] },
];

/** All scores of the probe. Throws MODEL_INVALID, with `advice`, when a text that does not fit scores as high as one that does. */
export async function proveRanking(who: string, scoreTexts: ScoreTexts, advice: string): Promise<readonly number[]> {
  const answers = await Promise.all(PROBES.map(({ query, texts }) => scoreTexts(query, texts)));
  for (const [at, scores] of answers.entries()) {
    if (Math.min(...scores.slice(0, 2)) > Math.max(...scores.slice(2))) continue;
    throw new TandemError(
      'MODEL_INVALID',
      `expected ${who} to score two fitting texts above two others for "${PROBES[at]?.query}", got ${scores.join(', ')}; ${advice}`,
    );
  }
  return answers.flat();
}
