/** Documents as indexed, jobs and people, and the store that keeps their text under their ids. */

export type Vertical = 'jobs' | 'people';
export const VERTICALS: readonly Vertical[] = ['jobs', 'people'];

export type WorkplaceType = 'ON_SITE' | 'HYBRID' | 'REMOTE';
export type EmploymentType =
  | 'FULL_TIME'
  | 'PART_TIME'
  | 'CONTRACTOR'
  | 'TEMPORARY'
  | 'INTERN'
  | 'VOLUNTEER'
  | 'PER_DIEM'
  | 'OTHER';
export type Seniority = 'INTERNSHIP' | 'ENTRY' | 'ASSOCIATE' | 'MID_SENIOR' | 'DIRECTOR' | 'EXECUTIVE';
export type SalaryPeriod = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/**
 * PUBLIC profiles show everything, LIMITED ones initials in place of the name, HIDDEN ones are there for recruiters alone.
 * A profile that says nothing is public.
 */
export const PROFILE_VISIBILITIES = ['PUBLIC', 'LIMITED', 'HIDDEN'] as const;
export type ProfileVisibility = (typeof PROFILE_VISIBILITIES)[number];

/** In place of a name that was an e-mail address or was not given: nobody is called so. */
export const WITHHELD_NAME = 'Name withheld';

/** A place as the gazetteer knows it; `id`, country and coordinates are null when it does not. */
export interface Place {
  readonly id: string | null;
  readonly name: string;
  readonly countryCode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Employer; the id comes from the normalised name, so everybody who knows the name knows the id. */
export interface Company {
  readonly id: string;
  readonly name: string;
}

/** Pay as stated (whole units of `currency` per `period`) and annualised (hour x 2,080 and so on). */
export interface Salary {
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly currency: string;
  readonly period: SalaryPeriod;
  readonly annualMinimum: number | null;
  readonly annualMaximum: number | null;
}

interface DocumentBase {
  /** Global opaque id, from source and external id: the same when the document is ingested again. */
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  /** Who alone may see it; absent for public documents. */
  readonly tenant?: string;
  /** Hash of the content: changes exactly when the text or a field changes. Part of the score cache key. */
  readonly version: string;
}

export interface JobDocument extends DocumentBase {
  readonly kind: 'job';
  readonly title: string;
  readonly description: string;
  readonly company: Company | null;
  readonly locations: readonly Place[];
  readonly workplaceType: WorkplaceType | null;
  readonly employmentTypes: readonly EmploymentType[];
  readonly seniority: Seniority | null;
  readonly industry: string | null;
  readonly jobFunction: string | null;
  readonly salary: Salary | null;
  readonly skills: readonly string[];
  /** RFC 3339 with offset; null when the input gives no date. */
  readonly postedAt: string | null;
  readonly expiresAt: string | null;
  readonly applyUrl: string | null;
  readonly directApply: boolean;
  readonly language: string | null;
}

export interface WorkExperience {
  readonly title: string;
  readonly company: Company | null;
  readonly location: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly summary: string | null;
}

export interface Education {
  readonly institution: string | null;
  readonly area: string | null;
  readonly studyType: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

export interface PersonDocument extends DocumentBase {
  readonly kind: 'person';
  /** Initials in a limited profile: its name is not kept. */
  readonly displayName: string;
  /** Who may see the profile; absent for everybody. */
  readonly visibility?: Exclude<ProfileVisibility, 'PUBLIC'>;
  /** `stableId()` of the member whose own profile it is, as the source says; absent where it does not. */
  readonly owner?: string;
  readonly headline: string | null;
  readonly summary: string | null;
  readonly location: Place | null;
  readonly work: readonly WorkExperience[];
  readonly education: readonly Education[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly certifications: readonly string[];
  readonly jobFunction: string | null;
  readonly seniority: Seniority | null;
  readonly yearsExperience: number | null;
  readonly openToWork: boolean | null;
  readonly updatedAt: string | null;
}

export type TandemDocument = JobDocument | PersonDocument;

/** Names one content of one document, so that a page over an older index version still reads its own text. */
export interface DocumentKey {
  readonly id: string;
  readonly version: string;
}

/** The key as one string; ids and versions hold no zero character. */
export const documentKeyName = ({ id, version }: DocumentKey): string => `${id}\u0000${version}`;

/** Keeps documents by id and version; drivers: lmdb (default), Redis or PostgreSQL later. */
export interface DocumentStore {
  /** One entry a key, in the order asked; null for keys that are not there. One multi-get. */
  readonly getMany: (keys: readonly DocumentKey[]) => Promise<readonly (TandemDocument | null)[]>;
  /** Writes all in one transaction. */
  readonly putMany: (documents: readonly TandemDocument[]) => Promise<void>;
  readonly removeMany: (keys: readonly DocumentKey[]) => Promise<void>;
  readonly close: () => Promise<void>;
}
