/** What a written query asks for, known because we wrote it: a role and demands on the fields of a document. */

import type { Company, EmploymentType, Place, Seniority, WorkplaceType } from '../../stores/documents.ts';
import type { ExcludableWork } from './excludable-work.ts';
import type { Role } from './roles.ts';

/** One value that a document may have; skills, languages and industries are wishes, all others hard. */
export type Condition =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'company'; readonly company: Company }
  | { readonly kind: 'workplace'; readonly workplace: WorkplaceType }
  | { readonly kind: 'type'; readonly type: EmploymentType }
  | { readonly kind: 'level'; readonly level: Seniority }
  /** Whole units of the currency a year. */
  | { readonly kind: 'pay'; readonly annualMinimum: number; readonly currency: string }
  | { readonly kind: 'years'; readonly minimum: number }
  | { readonly kind: 'school'; readonly school: string }
  | { readonly kind: 'degree'; readonly area: string }
  | { readonly kind: 'certificate'; readonly certificate: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'history'; readonly role: Role }
  | { readonly kind: 'work'; readonly work: ExcludableWork }
  | { readonly kind: 'skill'; readonly skill: string }
  | { readonly kind: 'language'; readonly language: string }
  | { readonly kind: 'industry'; readonly industry: string };

/** How a document stands to a condition; `near`: broken by little, the next town or one step of level. */
export type State = 'met' | 'open' | 'near' | 'broken';

export interface Demand {
  readonly condition: Condition;
  /** "not …": what must not be there. */
  readonly isExcluded: boolean;
}

export interface Asked {
  /** Null when the query names no role: an employer or a person is the need itself. */
  readonly role: Role | null;
  readonly demands: readonly Demand[];
}

export const wanted = (condition: Condition): Demand => ({ condition, isExcluded: false });
export const excluded = (condition: Condition): Demand => ({ condition, isExcluded: true });
