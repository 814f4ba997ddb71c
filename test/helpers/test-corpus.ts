/** Small made-up documents for searches: every role with every place, so that counts can be foretold. */
import { companyId, withVersion } from '../../ingest/normalise-parts.ts';
import { stableId } from '../../runtime/ids.ts';
import type { JobDocument, PersonDocument, Place, WorkplaceType } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';

interface Role {
  readonly title: string;
  readonly duties: string;
  readonly skills: readonly string[];
}

export const ROLES: readonly Role[] = [
  {
    title: 'Registered Nurse',
    duties: 'You care for patients on the ward and give medicine at night. You talk with families.',
    skills: ['Patient Care'],
  },
  {
    title: 'Software Engineer',
    duties: 'You build services in Python and keep them running. You review code of colleagues.',
    skills: ['Python', 'SQL'],
  },
  {
    title: 'Truck Driver',
    duties:
      'You carry goods across the country by lorry. You check the load before you leave. 🚚 Every tour is planned.',
    skills: ['Route Planning'],
  },
  {
    title: 'Accountant',
    duties: 'You keep the books and prepare the yearly accounts. You file tax returns in time.',
    skills: ['Excel'],
  },
  {
    title: 'Chef',
    duties: 'You plan the menu and cook with a small kitchen team. You order fresh food from the region.',
    skills: ['Menu Planning'],
  },
];
export const PLACES: readonly string[] = ['Lyon, France', 'Austin, TX', 'Berlin, Germany', 'Leeds, UK'];
export const EMPLOYERS: readonly string[] = ['Harbour Lane Clinic', 'Blue Finch Logistics', 'Oak & Ember Ltd'];
const WORKPLACES: readonly WorkplaceType[] = ['ON_SITE', 'REMOTE', 'HYBRID'];

function placeOf(text: string, facts: Facts): Place {
  const found = facts.findPlace(text);
  if (found === null) throw new Error(`the gazetteer lacks the test's place ${text}`);
  return {
    id: found.id,
    name: text,
    countryCode: found.countryCode,
    latitude: found.latitude,
    longitude: found.longitude,
  };
}

/** Roles × places × `copies`, 20 jobs a copy; employers and workplaces take turns, dates rise with the number. */
export function testJobs(facts: Facts, copies = 1): readonly JobDocument[] {
  const places = PLACES.map((place) => placeOf(place, facts));
  const jobs: JobDocument[] = [];
  for (let copy = 0; copy < copies; copy++) {
    for (const role of ROLES) for (const place of places) jobs.push(testJob(role, place, jobs.length));
  }
  return jobs;
}

function testJob(role: Role, place: Place, number: number): JobDocument {
  // Half as fast as the workplaces, so that every employer has every workplace.
  const employer = EMPLOYERS[(number >> 1) % EMPLOYERS.length] ?? '';
  return withVersion<JobDocument>({
    kind: 'job',
    id: stableId('test', `job ${number}`),
    source: 'test',
    externalId: String(number),
    title: role.title,
    description: `${role.duties}\nThis is opening number ${number} of our team.`,
    company: { id: companyId(employer), name: employer },
    locations: [place],
    workplaceType: WORKPLACES[number % WORKPLACES.length] ?? null,
    employmentTypes: [number % 2 === 0 ? 'FULL_TIME' : 'PART_TIME'],
    seniority: number % 4 === 0 ? 'ENTRY' : null,
    industry: null,
    jobFunction: null,
    salary: null,
    skills: role.skills,
    postedAt: new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString(),
    expiresAt: null,
    applyUrl: null,
    directApply: false,
    language: 'en',
  });
}

const NAMES = [
  'Mara Lindqvist',
  'Tobias Okafor',
  'Ines Castellano',
  'Rahul Whitmore',
  'Greta Novak',
  'Samuel Achterberg',
] as const;

/** Six people, one or two a role. */
export function testPeople(facts: Facts): readonly PersonDocument[] {
  return NAMES.map((displayName, number) => {
    const role = ROLES[number % ROLES.length] ?? { title: '', duties: '', skills: [] };
    const employer = EMPLOYERS[number % EMPLOYERS.length] ?? '';
    return withVersion<PersonDocument>({
      kind: 'person',
      id: stableId('test', `person ${number}`),
      source: 'test',
      externalId: `p${number}`,
      displayName,
      headline: role.title,
      summary: `I have worked as ${role.title.toLowerCase()} for years and like my team.`,
      location: placeOf(PLACES[number % PLACES.length] ?? '', facts),
      work: [
        {
          title: role.title,
          company: { id: companyId(employer), name: employer },
          location: null,
          startDate: '2019-01',
          endDate: null,
          summary: role.duties,
        },
      ],
      education: [],
      skills: role.skills,
      languages: [],
      certifications: [],
      jobFunction: null,
      seniority: null,
      yearsExperience: 7,
      openToWork: null,
      updatedAt: new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString(),
    });
  });
}
