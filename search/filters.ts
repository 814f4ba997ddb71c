/** What documents of a result list must be, as clients and keys say it. */

import type { EmploymentType, Seniority, WorkplaceType } from '../stores/documents.ts';

export interface LocationFilter {
  readonly placeId?: string | null;
  readonly text?: string | null;
  readonly point?: { readonly latitude: number; readonly longitude: number } | null;
  readonly radiusKm?: number | null;
}

/** All given fields hold (AND); values of one list are alternatives (OR). Null and absent are the same. */
export interface JobFilter {
  readonly titles?: readonly string[] | null;
  readonly companyIds?: readonly string[] | null;
  readonly excludeCompanyIds?: readonly string[] | null;
  readonly skills?: readonly string[] | null;
  readonly locations?: readonly LocationFilter[] | null;
  readonly workplaceTypes?: readonly WorkplaceType[] | null;
  readonly employmentTypes?: readonly EmploymentType[] | null;
  readonly seniorities?: readonly Seniority[] | null;
  readonly salary?: {
    readonly minimum?: number | null;
    readonly maximum?: number | null;
    readonly currency: string;
    readonly includeUnstated?: boolean | null;
  } | null;
  /** Values of the SALARY_BAND facet. */
  readonly salaryBands?: readonly string[] | null;
  readonly languages?: readonly string[] | null;
  readonly postedAfter?: string | null;
  readonly postedWithinDays?: number | null;
  readonly directApply?: boolean | null;
  readonly excludeJobIds?: readonly string[] | null;
  /** Leaves out what the caller knows by events. */
  readonly excludeSeen?: boolean | null;
}

export interface PeopleFilter {
  readonly titles?: readonly string[] | null;
  readonly currentCompanyIds?: readonly string[] | null;
  readonly pastCompanyIds?: readonly string[] | null;
  readonly schools?: readonly string[] | null;
  readonly skills?: readonly string[] | null;
  readonly certifications?: readonly string[] | null;
  readonly placeIds?: readonly string[] | null;
  readonly minimumYearsOfExperience?: number | null;
  readonly openToWork?: boolean | null;
  readonly excludePersonIds?: readonly string[] | null;
  /** Leaves out whom the caller knows by events. */
  readonly excludeSeen?: boolean | null;
}
