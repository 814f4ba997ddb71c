/** The conditions that a job's own fields fulfil, each in words. */

import type { JobDocument } from '../../stores/documents.ts';
import { LEVEL_WORDS, TYPE_WORDS, WORKPLACE_WORDS } from '../query-words.ts';
import type { Random } from '../random.ts';
import { wanted } from './asked.ts';
import { payOf } from './pay-in-text.ts';
import { payPhrases } from './pay-words.ts';
import { aroundRole, before, behind, type Phrase, townOf } from './phrase.ts';

type Writer = (job: JobDocument, random: Random) => readonly Phrase[];

const WRITERS: readonly Writer[] = [
  ({ locations: [place] }, random) => {
    if (place === undefined || townOf(place.name) === '') return [];
    const [town, demand] = [townOf(place.name), wanted({ kind: 'place', place })];
    return [
      random.chance(0.2)
        ? before('place', town, demand)
        : behind('place', `${random.pick(['in ', 'near ', ''])}${town}`, demand),
    ];
  },
  ({ company }, random) =>
    company === null
      ? []
      : [
          behind(
            'company',
            `${random.pick(['at ', 'with ', ''])}${company.name}`,
            wanted({ kind: 'company', company }),
          ),
        ],
  ({ workplaceType: workplace }, random) =>
    workplace === null
      ? []
      : aroundRole('workplace', WORKPLACE_WORDS[workplace], wanted({ kind: 'workplace', workplace }), random),
  ({ employmentTypes }, random) => {
    if (employmentTypes.length === 0) return [];
    const type = random.pick(employmentTypes);
    return aroundRole('type', TYPE_WORDS[type], wanted({ kind: 'type', type }), random);
  },
  ({ seniority: level }, random) =>
    level === null ? [] : aroundRole('level', LEVEL_WORDS[level], wanted({ kind: 'level', level }), random),
  (job, random) => payPhrases(payOf(job), random),
  ({ skills }, random) => {
    if (skills.length === 0) return [];
    const skill = random.pick(skills);
    return [behind('skill', `with ${skill}`, wanted({ kind: 'skill', skill }))];
  },
  ({ industry }) =>
    industry === null
      ? []
      : [behind('industry', `in ${shortIndustry(industry)}`, wanted({ kind: 'industry', industry }))],
];

/** Boards name an industry by a list: "Technology, Information and Internet". */
const shortIndustry = (industry: string): string => (industry.split(/,| - /)[0] ?? industry).toLowerCase();

/** At most one a field, in the order of the fields. */
export function jobPhrases(job: JobDocument, random: Random): readonly Phrase[] {
  return WRITERS.flatMap((write) => write(job, random));
}
