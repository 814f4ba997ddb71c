/** Reasons claim no more than the document settles: what it leaves open is told as open, what it breaks as broken. */
import { describe, expect, it } from 'vitest';
import { unwantedForms } from '../../../search/present/asked-text.ts';
import { facetReasons } from '../../../search/present/facet-reasons.ts';
import type { UnderstoodFacet } from '../../../search/types.ts';
import type { JobDocument, PersonDocument, TandemDocument } from '../../../stores/documents.ts';
import { testJobs, testPeople } from '../../helpers/test-corpus.ts';
import { testFacts } from '../../helpers/test-search.ts';

const facts = testFacts();
const job = { ...(testJobs(facts)[0] as JobDocument), description: 'We are glad of you.' };
const person = testPeople(facts)[0] as PersonDocument;

const facetOf = (field: string, value: string, sourceText = value, isNegated = false): UnderstoodFacet => ({
  id: `${field}:${value}`,
  field,
  value,
  sourceText,
  confidence: 1,
  isNegated,
  isHard: false,
});
const placeOf = (name: string): UnderstoodFacet => ({
  ...facetOf('location', name),
  id: `location:${facts.findPlace(name)?.id ?? name}`,
});

/** `asked` is the whole text; the grade is the ranker's of the whole. */
function told(document: TandemDocument, facets: readonly UnderstoodFacet[], asked = '', grade: number | null = null) {
  const unwanted = unwantedForms(asked, facets);
  return facetReasons(facets, { document, facts, nowMs: 0, asked, unwanted, facets, grade }).map(
    ({ text, satisfied, isOpen }) => `${satisfied ? 'met' : isOpen ? 'open' : 'broken'}: ${text}`,
  );
}

describe('a role', () => {
  const titled = (title: string): JobDocument => ({ ...job, title });
  it.each([
    ['Kelp Farmer', 'kelp farmer', 'met: The role “Kelp Farmer” is what was asked'],
    ['Director of Kelp', 'kelp director', 'met: The role “Director of Kelp” is what was asked'],
    ['Kelp Farmer Assistant', 'kelp farmer', 'open: The role “Kelp Farmer Assistant” may be close to what was asked'],
    [
      'Farmer /Kelp Drying Officer',
      'kelp farmer',
      'open: The role “Farmer /Kelp Drying Officer” may be close to what was asked',
    ],
    ['Lamp Lighter', 'kelp farmer', 'open: The role is “Lamp Lighter”'],
  ])('%s, asked for a %s, is told as %s', (title, asked, expected) => {
    expect(told(titled(title), [facetOf('title', asked)])).toEqual([expected]);
  });

  it('is denied only where the ranker sees nothing of it and no word is shared', () => {
    expect(told(titled('Lamp Lighter'), [facetOf('title', 'kelp farmer')], '', 0.4)).toEqual([
      'broken: The role is “Lamp Lighter”, not kelp farmer',
    ]);
    expect(told(titled('Lamp Farmer'), [facetOf('title', 'kelp farmer')], '', 0.4)).toEqual([
      'open: The role is “Lamp Farmer”',
    ]);
  });

  it('is one of several that were asked', () => {
    const asked = [facetOf('title', 'kelp farmer'), facetOf('title', 'lamp lighter')];
    expect(told(titled('Lamp Lighter'), asked)).toEqual(['met: The role “Lamp Lighter” is what was asked']);
    expect(told(titled('Crier'), asked, '', 0.4)).toEqual([
      'broken: The role is “Crier”, not kelp farmer or lamp lighter',
    ]);
  });

  it('that the text rules out is broken, though no value was read of it', () => {
    expect(told(titled('Relief Farmer'), [facetOf('title', 'farmer')], 'farmers but no relief')).toEqual([
      'broken: The role is “Relief Farmer”, which was ruled out',
    ]);
  });

  it('has nothing to do with the words of a place that is left out', () => {
    const asked = [facetOf('title', 'software engineer'), facetOf('location', 'New York', 'New York', true)];
    const [role] = told(titled('New Graduate Software Engineer'), asked, 'software engineer not in New York');
    expect(role).toBe('met: The role “New Graduate Software Engineer” is what was asked');
  });

  it('without a word is none', () => {
    const nameless = { ...person, headline: null, work: person.work.map((position) => ({ ...position, title: '' })) };
    expect(told(nameless, [facetOf('title', 'nurse')])).toEqual(['open: No role listed']);
  });

  it('guessed from a description is never said to be what was asked', () => {
    const guessed = facetOf('title', 'farmer', 'I want to raise goats on a green hill');
    expect(told(titled('Farmer'), [guessed])).toEqual(['open: The role “Farmer” may be close to what was asked']);
  });
});

describe('what a person was before', () => {
  const [first] = person.work;
  if (first === undefined) throw new Error('the test person has no work');
  const now = { ...first, title: 'Crier', company: { id: 'a', name: 'Brackwater Hall' }, endDate: null };
  const before = { ...first, title: 'Kelp Farmer', company: { id: 'b', name: 'Dunmere Kelp' }, endDate: '2001-01-01' };
  const changed: PersonDocument = { ...person, headline: 'Crier', work: [now, before] };

  it('is told as past, and met only where the past was asked', () => {
    const asked = [facetOf('title', 'kelp farmer'), facetOf('company', 'Dunmere Kelp')];
    const role = 'An earlier role, “Kelp Farmer”, is what was asked';
    expect(told(changed, asked, 'kelp farmer at dunmere kelp')).toEqual([
      `open: ${role}`,
      'open: Was at Dunmere Kelp earlier',
    ]);
    for (const tense of ['over', 'ever'] as const) {
      const past = asked.map((facet) => ({ ...facet, tense }));
      expect(told(changed, past)).toEqual([`met: ${role}`, 'met: Was at Dunmere Kelp earlier']);
    }
  });

  it('is not held against who is something else now, where it is what the text rules out', () => {
    const asked = [facetOf('title', 'farmer')];
    expect(told(changed, asked, 'farmer but no kelp')).toEqual(['open: An earlier role, “Kelp Farmer”, was ruled out']);
  });

  it('is told as earlier also where it is guessed, or is not wanted', () => {
    const guessed = facetOf('title', 'farmer', 'I want to raise goats on a green hill');
    expect(told(changed, [guessed])).toEqual(['open: An earlier role, “Kelp Farmer”, may be close to what was asked']);
    expect(told(changed, [facetOf('title', 'kelp farmer', 'kelp farmer', true)])).toEqual([
      'broken: An earlier role is “Kelp Farmer”',
    ]);
  });

  it('is nothing that was ruled out where another role fits', () => {
    const nurse: PersonDocument = { ...changed, headline: 'Nurse Manager', work: [{ ...now, title: 'Nurse' }] };
    expect(told(nurse, [facetOf('title', 'nurse')], 'nurse but no manager')).toEqual([
      'met: The role “Nurse” is what was asked',
    ]);
  });

  it('is broken by an employer, and left open by a role, that still holds where it should be over', () => {
    const asked = [facetOf('title', 'crier'), facetOf('company', 'Brackwater Hall')];
    const past = asked.map((facet) => ({ ...facet, tense: 'over' as const }));
    expect(told(changed, past)).toEqual(['open: The role “Crier” is not over', 'broken: Still at Brackwater Hall']);
  });

  it('is past when all positions have ended, but for the newest', () => {
    const ended = { ...changed, work: [before, { ...now, endDate: '1999-01-01' }] };
    expect(told(ended, [facetOf('company', 'Dunmere Kelp')])).toEqual(['met: At Dunmere Kelp']);
    const open = { ...changed, work: [before, now] };
    expect(told(open, [facetOf('company', 'Dunmere Kelp')])).toEqual(['open: Was at Dunmere Kelp earlier']);
  });
});

describe('an employer', () => {
  it('is named whole, as an office of another, or in the title of a posting', () => {
    const at = (name: string): JobDocument => ({ ...job, company: { id: 'c', name } });
    const asked = [facetOf('company', 'kelp and tide board')];
    expect(told(at('City of Dunmere - Kelp & Tide Board'), asked)).toEqual([
      'met: At City of Dunmere - Kelp & Tide Board',
    ]);
    expect(told(at('Kelp Board'), asked)).toEqual(['broken: At Kelp Board, not kelp and tide board']);
    expect(told({ ...job, company: null, title: 'Dunmere Crier' }, [facetOf('company', 'Dunmere')])).toEqual([
      'met: Mentions Dunmere',
    ]);
    expect(told({ ...job, company: null }, asked)).toEqual(['open: No employer listed']);
  });
});

describe('a place', () => {
  const placed = (name: string, id: string | null = facts.findPlace(name)?.id ?? null): JobDocument => ({
    ...job,
    locations: [{ id, name, countryCode: null, latitude: null, longitude: null }],
  });
  it.each([
    ['North Leeds, UK', null, 'Leeds', 'met: In North Leeds, UK'],
    ['Lyon, France', undefined, 'Leeds', 'broken: In Lyon, France, not Leeds'],
    ['France', undefined, 'Lyon', 'open: The place is given as “France”'],
    ['Several sites', null, 'Lyon', 'open: The place is given as “Several sites”'],
    ['Mooncoast', null, 'Mooncoast', 'met: In Mooncoast'],
  ])('%s (%s) where %s was asked is told as %s', (name, id, asked, expected) => {
    expect(told(placed(name, id), [placeOf(asked)])).toEqual([expected]);
  });

  it('may be named by the text of a posting that lists none', () => {
    const placeless = (description: string): JobDocument => ({ ...job, locations: [], description });
    expect(told(placeless('Near the sea at Leeds.'), [placeOf('Leeds')])).toEqual([
      'open: No place listed, but the text names “Leeds”',
    ]);
    expect(told(placeless('Near the sea.'), [placeOf('Leeds')])).toEqual(['open: No place listed']);
    expect(told(placeless('Good at reading.'), [placeOf('Reading')])).toEqual(['open: No place listed']);
  });

  it('is one of several that were asked', () => {
    expect(told(placed('Lyon, France'), [placeOf('Leeds'), placeOf('Lyon')])).toEqual(['met: In Lyon, France']);
    expect(told(placed('Lyon, France'), [placeOf('Leeds'), placeOf('Austin')])).toEqual([
      'broken: In Lyon, France, not Leeds or Austin',
    ]);
  });
});

describe('a place with what lies around it', () => {
  const middle = facts.findPlace('Leeds');
  const lying = (name: string, degreesNorth: number): JobDocument => ({
    ...job,
    locations: [
      {
        ...(job.locations[0] as JobDocument['locations'][number]),
        name,
        latitude: (middle?.latitude ?? 0) + degreesNorth,
        longitude: middle?.longitude ?? 0,
      },
    ],
  });

  it('is met inside the circle and broken outside, with the distance', () => {
    const asked = [{ ...placeOf('Leeds'), radiusKm: 16.1 }];
    expect(told(lying('Kelpton', 0.1), asked)).toEqual(['met: In Kelpton, 11 km from Leeds']);
    expect(told(lying('Farwick', 0.5), asked)).toEqual(['broken: In Farwick, 56 km from Leeds, not within 16.1 km']);
  });
});

describe('a school', () => {
  it('with a name is not any school, and a word for schools alone is', () => {
    const education = [
      { institution: 'Hollowmere University', area: null, studyType: null, startDate: null, endDate: null },
    ];
    const learned = { ...person, education };
    const asked = [facetOf('school', 'university')];
    expect(told(learned, asked, 'brackwater university farmers')).toEqual([
      'broken: Studied at Hollowmere University, not brackwater university',
    ]);
    expect(told(learned, asked, 'hollowmere university farmers')).toEqual(['met: Studied at Hollowmere University']);
    expect(told(learned, asked, 'university farmers')).toEqual(['met: Studied at Hollowmere University']);
  });
});

describe('terms of work', () => {
  const offered = (...employmentTypes: JobDocument['employmentTypes'][number][]): JobDocument => ({
    ...job,
    employmentTypes,
  });

  it('of hours leave open for how long, and the other way round', () => {
    expect(told(offered('FULL_TIME'), [facetOf('employmentType', 'TEMPORARY')])).toEqual([
      'open: Offered as full time, without saying whether temporary',
    ]);
    expect(told(offered('FULL_TIME'), [facetOf('employmentType', 'PART_TIME')])).toEqual([
      'broken: Offered as full time, not part time',
    ]);
    const permanent = [facetOf('employmentType', 'FULL_TIME', 'permanent')];
    expect(told(offered('FULL_TIME'), permanent)).toEqual(['open: Does not say whether it is permanent']);
    expect(told({ ...job, description: 'A permanent post.' }, permanent)).toEqual(['met: Says “permanent”']);
  });

  it('for beginners are met by words that ask for no experience', () => {
    const plain = { ...job, seniority: null, description: 'Experience is not required.' };
    expect(told(plain, [facetOf('seniority', 'ENTRY')])).toEqual(['met: Says “Experience is not required”']);
  });

  it('of pay quote a rate in the text', () => {
    const paid = { ...job, salary: null, description: 'A prize of $5 awaits. We pay $22/hr.' };
    expect(told(paid, [{ ...facetOf('salaryMin', '41600', '$20/hr'), currency: 'USD' }])).toEqual([
      'met: Mentions “$22/hr”',
    ]);
    expect(told(paid, [{ ...facetOf('salaryMin', '62400', '$30/hr'), currency: 'USD' }])).toEqual([
      'open: Mentions “$22/hr”',
    ]);
  });
});

describe('a mention', () => {
  const saying = (description: string): JobDocument => ({ ...job, description, skills: [] });
  it.each([
    ['Go', 'We go to market.', 'broken: Does not mention Go'],
    ['Go', 'Written in Go.', 'met: Mentions Go'],
    ['dredge', 'Two dredges.', 'met: Mentions dredges'],
    ['clinic', 'Clinical care.', 'broken: Does not mention clinic'],
    ['microservices', 'Many micro-services.', 'met: Mentions micro-services'],
    ['e-mail marketing', 'Email marketing.', 'met: Mentions Email marketing'],
    ['microservices', 'Many micro services.', 'open: Mentions “micro services”, not “microservices”'],
    ['InDesign', 'Bachelor in design.', 'broken: Does not mention InDesign'],
    ['Salesforce', 'A sales force of ten.', 'open: Mentions “sales force”, not “Salesforce”'],
    ['JavaScript', 'Uses Java; scripts in Bash.', 'broken: Does not mention JavaScript'],
    ['email', 'By e-mail.', 'met: Mentions e-mail'],
    ['email campaigns', 'Web and E-Mail campaigns.', 'met: Mentions E-Mail campaigns'],
    ['kelp campaigns', 'Sends kelp blasts.', 'open: Mentions “kelp”, not “kelp campaigns”'],
    ['tide review', 'Reviews of the tide.', 'open: Mentions “tide”, “Reviews”, not “tide review”'],
    ['tide and kelp review', 'Of the tide.', 'broken: Does not mention tide and kelp review'],
  ])('of %s in %j is told as %s', (skill, description, expected) => {
    expect(told(saying(description), [facetOf('skill', skill)])).toEqual([expected]);
  });

  it('of each is wanted of a list, and of one where the text says or', () => {
    const both = [facetOf('skill', 'dredge'), facetOf('skill', 'kelp')];
    expect(told(saying('A dredge.'), both, 'dredge and kelp')).toEqual([
      'met: Mentions dredge',
      'broken: Does not mention kelp',
    ]);
    expect(told(saying('A dredge.'), both, 'dredge or kelp')).toEqual(['met: Mentions dredge']);
    expect(told(saying('A gull.'), both, 'dredge or kelp')).toEqual(['broken: Does not mention dredge or kelp']);
  });

  it('of one or many breaks what is not wanted, and what is open then is not told', () => {
    expect(told(saying('Two dredges.'), [facetOf('skill', 'dredge', 'dredge', true)])).toEqual([
      'broken: Mentions dredges',
    ]);
    expect(told({ ...job, seniority: null }, [facetOf('seniority', 'ENTRY', 'junior', true)])).toEqual([]);
  });
});

describe('a level', () => {
  it('of a person is that of the present', () => {
    const asked = [facetOf('seniority', 'DIRECTOR', 'director')];
    expect(told({ ...person, seniority: 'MID_SENIOR' }, asked)).toEqual([
      'broken: Now of mid to senior level, not director level',
    ]);
    expect(told({ ...job, seniority: 'MID_SENIOR' }, asked)).toEqual([
      'broken: Of mid to senior level, not director level',
    ]);
  });
});

describe('a name', () => {
  const called = (displayName: string): PersonDocument => ({ ...person, displayName });
  it.each([
    ['Quillfeather', 'Ada Quillfeather'],
    ['Ada Quillfeather', 'Ada Quillfeather'],
    ['Quillfeather, Ada', 'Ada Quillfeather'],
    ['A. Quillfeather', 'Ada Quillfeather'],
    ['ada quilfeather', 'Ada Quillfeather'],
    ['ada', 'Ada Quillfeather'],
  ])('%s is met by whom the search found so', (asked, name) => {
    expect(told(called(name), [facetOf('name', asked)])).toEqual([`met: Is called ${name}`]);
  });

  it('of somebody else is broken', () => {
    expect(told(called('Ada Quillfeather'), [facetOf('name', 'Bo Quillfeather')])).toEqual([
      'broken: Is called Ada Quillfeather, not Bo Quillfeather',
    ]);
  });
});

describe('a region and a country of one name', () => {
  const at = (name: string): JobDocument => {
    const place = facts.findPlace(name);
    const { id = null, countryCode = null, latitude = null, longitude = null } = place ?? {};
    return { ...job, locations: [{ id, name, countryCode, latitude, longitude }] };
  };
  it.each([
    ['Atlanta, GA', 'met: In Atlanta, GA'],
    ['Tbilisi, Georgia', 'met: In Tbilisi, Georgia'],
    ['Lyon, France', 'broken: In Lyon, France, not Georgia'],
  ])('are both met: %s', (name, expected) => {
    expect(told(at(name), [placeOf('Georgia')])).toEqual([expected]);
  });
});
