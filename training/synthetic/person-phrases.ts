/** The conditions that a person's own fields fulfil, each in words. */

import type { PersonDocument } from '../../stores/documents.ts';
import { LEVEL_WORDS } from '../query-words.ts';
import type { Random } from '../random.ts';
import { wanted } from './asked.ts';
import type { Knowledge } from './knowledge.ts';
import { languagesOf } from './languages.ts';
import { aroundRole, before, behind, type Phrase, townOf } from './phrase.ts';
import { plainTitle } from './plain-title.ts';
import { roleOf } from './roles.ts';

type Writer = (person: PersonDocument, random: Random, known: Knowledge) => readonly Phrase[];

/** What is longer, or not words alone, is a sentence that slipped into a list. */
const MOST_SKILL_WORDS = 4;
const MOST_NAME_WORDS = 6;
const isName = (text: string, mostWords: number): boolean =>
  text.split(' ').length <= mostWords && /^\p{L}[\p{L}\p{M} .,'&+#/-]{2,}$/u.test(text);
/** A degree, or any school of a kind. */
const NO_SCHOOL = /^(?:high|secondary|middle) school|associate|bachelor|master|diploma|administration|studies$/i;

/** The least share of the years that is asked for. */
const LEAST_YEARS = 0.6;

const WRITERS: readonly Writer[] = [
  ({ location: place }, random) => {
    if (place === null || townOf(place.name) === '') return [];
    const text = `${random.pick(['in ', 'near ', 'based in ', ''])}${townOf(place.name)}`;
    return [behind('place', text, wanted({ kind: 'place', place }))];
  },
  ({ work }, random) => {
    const company = work[0]?.company;
    if (!company) return [];
    return [
      behind(
        'company',
        `${random.pick(['at', 'from', 'working for'])} ${company.name}`,
        wanted({ kind: 'company', company }),
      ),
    ];
  },
  ({ skills: all }, random) => {
    const skills = all.filter((skill) => isName(skill, MOST_SKILL_WORDS));
    if (skills.length === 0) return [];
    const skill = random.pick(skills);
    return [behind('skill', random.pick([`with ${skill}`, `who knows ${skill}`]), wanted({ kind: 'skill', skill }))];
  },
  historyPhrases,
  schoolPhrases,
  ({ education }, random) => {
    const { area, studyType } = education.find((entry) => entry.area && isName(entry.area, MOST_SKILL_WORDS)) ?? {};
    if (!area) return [];
    const text = random.pick([
      `with a degree in ${area}`,
      `${studyType ?? 'degree'} in ${area}`,
      `who studied ${area}`,
    ]);
    return [behind('degree', text.toLowerCase(), wanted({ kind: 'degree', area }))];
  },
  yearsPhrases,
  ({ certifications: all }, random) => {
    const certifications = all.filter((certificate) => isName(certificate, MOST_NAME_WORDS));
    if (certifications.length === 0) return [];
    const certificate = random.pick(certifications);
    const text = random.pick([`with ${certificate}`, `holding ${certificate}`]).toLowerCase();
    return [behind('certificate', text, wanted({ kind: 'certificate', certificate }))];
  },
  (person, random) => {
    const languages = languagesOf(person);
    if (languages.length === 0) return [];
    const language = random.pick(languages);
    const demand = wanted({ kind: 'language', language });
    return [
      random.chance(0.5)
        ? before('language', `${language} speaking`, demand)
        : behind('language', `who speaks ${language}`, demand),
    ];
  },
  ({ seniority: level }, random) =>
    level === null ? [] : aroundRole('level', LEVEL_WORDS[level], wanted({ kind: 'level', level }), random),
];

/** Another role of the past: a change of career. */
function historyPhrases(person: PersonDocument, random: Random, { titles, rolesOf }: Knowledge): readonly Phrase[] {
  const now = new Set(rolesOf(person).now.map(({ title }) => title));
  const past = person.work.slice(1).filter(({ title }) => title !== '' && !now.has(roleOf(title, titles).title));
  if (past.length === 0) return [];
  const { title } = random.pick(past);
  const said = plainTitle(title).toLowerCase();
  const text = random.pick([
    `who was ${said} before`,
    `who used to be ${said}`,
    `, formerly ${said}`,
    `who started as ${said}`,
    `ex ${said}`,
  ]);
  return [behind('history', text, wanted({ kind: 'history', role: roleOf(title, titles) }))];
}

function schoolPhrases({ education }: PersonDocument, random: Random): readonly Phrase[] {
  const schools = education.flatMap(({ institution }) =>
    institution && isName(institution, MOST_NAME_WORDS) && !NO_SCHOOL.test(institution) ? [institution] : [],
  );
  if (schools.length === 0) return [];
  const school = random.pick(schools);
  const text = random.pick([
    school,
    `from ${school}`,
    `who went to ${school}`,
    `${school} graduate`,
    `who studied at ${school}`,
  ]);
  return [behind('school', text, wanted({ kind: 'school', school }))];
}

function yearsPhrases({ yearsExperience }: PersonDocument, random: Random): readonly Phrase[] {
  const minimum = Math.floor((yearsExperience ?? 0) * (LEAST_YEARS + (1 - LEAST_YEARS) * random.next()));
  if (minimum === 0) return [];
  const years = minimum === 1 ? 'year' : 'years';
  const text = random.pick([
    `${minimum} ${years} experience`,
    `${minimum}+ ${years}`,
    `with at least ${minimum} ${years}`,
    `with over ${minimum} ${years} of experience`,
  ]);
  return [behind('years', text, wanted({ kind: 'years', minimum }))];
}

/** At most one a field, in the order of the fields. */
export function personPhrases(person: PersonDocument, random: Random, known: Knowledge): readonly Phrase[] {
  return WRITERS.flatMap((write) => write(person, random, known));
}
