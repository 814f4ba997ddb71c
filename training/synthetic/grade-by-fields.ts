/** The grade of a document for a written query, by the rules of the product policy on fields. */

import type { TandemDocument } from '../../stores/documents.ts';
import type { Asked, Condition, Demand, State } from './asked.ts';
import { demandState } from './condition-states.ts';
import type { Knowledge } from './knowledge.ts';
import { bestKinship, type Kinship, type Role } from './roles.ts';

/**
 * A synonym of the tables is one blemish, because readers graded such titles 2.9 on average; siblings got 2.4, others of the
 * same major group 1.2, the rest .6 (train judgments of queries that are a title alone, `training/LOG.md`).
 */
const ROLE_GRADES: Readonly<Record<Kinship, number>> = { same: 4, synonym: 4, sibling: 2, field: 1, other: 0 };

/** Unanswered, they leave a fair match and break nothing. */
const WISHES: ReadonlySet<Condition['kind']> = new Set(['skill', 'language', 'industry']);
/** What nobody asks for by the way: open, it leaves no more than a fair match (train judgments: 2.2 for levels). */
const POINTS: ReadonlySet<Condition['kind']> = new Set(['history', 'level']);
/** It has to be that one: a document that names none is not it (train judgments: .9). */
const NAMED: ReadonlySet<Condition['kind']> = new Set(['company', 'school', 'name']);

/** What is wrong with a document beside its role. */
export interface Blemishes {
  readonly broken: number;
  readonly near: number;
  /** Open ones that are the very point of the query, and unanswered wishes. */
  readonly openPoints: number;
  /** Open conditions. */
  readonly open: number;
}

/** 0..4, or null where the tables cannot tell how near the document's role is. */
export function gradeByFields(asked: Asked, document: TandemDocument, known: Knowledge): number | null {
  const kinship = asked.role === null ? 'same' : kinshipNow(asked.role, document, known);
  if (kinship === null) return null;
  const blemishes = blemishesOf(asked.demands, document, known);
  if (asked.role === null && blemishes.broken > 0) return 0;
  return combinedGrade(kinship, blemishes);
}

/** More of any blemish and a farther role never give a better grade. */
export function combinedGrade(kinship: Kinship, { broken, near, openPoints, open }: Blemishes): number {
  const own = ROLE_GRADES[kinship];
  if (broken > 0) return own <= 1 ? 0 : 1;
  const blemishes = open + (kinship === 'synonym' ? 1 : 0);
  const ceiling = near > 1 ? 1 : near === 1 || openPoints > 0 || blemishes > 1 ? 2 : 4 - blemishes;
  return Math.min(own, ceiling);
}

/** A role of the past is no more than a relation, whatever it was. */
function kinshipNow(role: Role, document: TandemDocument, { rolesOf, titles }: Knowledge): Kinship | null {
  const { now, past } = rolesOf(document);
  const current = bestKinship(role, now, titles);
  const before = bestKinship(role, past, titles);
  const wasThat = before === 'same' || before === 'synonym' || before === 'sibling';
  if (current === 'same' || current === 'synonym' || current === 'sibling') return current;
  return wasThat ? 'sibling' : current;
}

function blemishesOf(demands: readonly Demand[], document: TandemDocument, known: Knowledge): Blemishes {
  const found = demands.map((demand) => blemishOf(demand, demandState(demand, document, known)));
  const count = (kind: keyof Blemishes): number => found.filter((blemish) => blemish === kind).length;
  return { broken: count('broken'), near: count('near'), openPoints: count('openPoints'), open: count('open') };
}

function blemishOf({ condition: { kind } }: Demand, state: State): keyof Blemishes | null {
  if (state === 'met') return null;
  if (WISHES.has(kind)) return 'openPoints';
  if (state !== 'open') return state;
  return NAMED.has(kind) ? 'broken' : POINTS.has(kind) ? 'openPoints' : 'open';
}
