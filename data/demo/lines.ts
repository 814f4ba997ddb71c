/** The two kinds of input lines that the generator makes: the fields of the feeds, unknown values null. */
import type { Pay } from './pay.ts';

export type FileEmploymentType = 'FULL_TIME' | 'PART_TIME' | 'CONTRACT' | 'TEMPORARY' | 'INTERNSHIP' | 'VOLUNTEER';
export type FileWorkplace = 'REMOTE' | 'HYBRID' | 'ONSITE';
export type FileSeniority = 'INTERNSHIP' | 'ENTRY' | 'ASSOCIATE' | 'MID_SENIOR' | 'DIRECTOR' | 'EXECUTIVE';

export interface JobLine {
  readonly id: string;
  readonly title: string;
  readonly company: string;
  readonly location: string;
  readonly employmentType: FileEmploymentType | null;
  readonly seniority: FileSeniority | null;
  readonly industry: string | null;
  readonly function: string | null;
  readonly remote: FileWorkplace | null;
  readonly description: string;
  readonly source: string;
  readonly year: number;
  readonly salary: Pay | null;
  readonly skills: readonly string[];
  /** RFC 3339. */
  readonly postedAt: string;
  readonly expiresAt: string | null;
  readonly applyUrl: string;
  readonly directApply: boolean;
}

export interface ExperienceLine {
  readonly title: string;
  readonly company: string;
  readonly location: string;
  readonly dates: string;
  readonly description: string;
}

export interface EducationLine {
  readonly degree: string;
  readonly field: string | null;
  readonly school: string;
  readonly year: string | null;
}

export interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly headline: string;
  readonly summary: string;
  readonly experience: readonly ExperienceLine[];
  readonly education: readonly EducationLine[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly certifications: readonly string[];
  readonly location: string;
  readonly category: string;
  readonly function: string;
  readonly seniority: FileSeniority | null;
  readonly yearsExperience: number;
  readonly source: string;
  readonly openToWork: boolean | null;
  readonly updatedAt: string;
}
