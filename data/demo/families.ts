/** All occupation families of the demo, in one list. */
import { BUSINESS_FAMILIES } from './families/business.ts';
import { CREATIVE_FAMILIES } from './families/creative.ts';
import { EDUCATION_FAMILIES } from './families/education.ts';
import { HEALTH_FAMILIES } from './families/health.ts';
import { HOSPITALITY_FAMILIES } from './families/hospitality.ts';
import { INDUSTRY_FAMILIES } from './families/industry.ts';
import { LAND_FAMILIES } from './families/land.ts';
import { SERVICES_FAMILIES } from './families/services.ts';
import { SOCIETY_FAMILIES } from './families/society.ts';
import { TECHNOLOGY_FAMILIES } from './families/technology.ts';
import { TRADES_FAMILIES } from './families/trades.ts';
import { TRANSPORT_FAMILIES } from './families/transport.ts';
import type { Family } from './family.ts';

export const FAMILIES: readonly Family[] = [
  ...BUSINESS_FAMILIES,
  ...CREATIVE_FAMILIES,
  ...EDUCATION_FAMILIES,
  ...HEALTH_FAMILIES,
  ...HOSPITALITY_FAMILIES,
  ...INDUSTRY_FAMILIES,
  ...LAND_FAMILIES,
  ...SERVICES_FAMILIES,
  ...SOCIETY_FAMILIES,
  ...TECHNOLOGY_FAMILIES,
  ...TRADES_FAMILIES,
  ...TRANSPORT_FAMILIES,
];

const BY_ID: ReadonlyMap<string, Family> = new Map(FAMILIES.map((family) => [family.id, family]));

/** Families named in `before`. */
export const earlierFamilies = (family: Family): readonly Family[] =>
  (family.before ?? '').split(' ').flatMap((id) => BY_ID.get(id) ?? []);
