/** Makes the demo's job postings, employers and pay included. */
import { DAY_MS } from '../../runtime/clock.ts';
import { type Employer, placeText, type Town } from './employers.ts';
import { type Family, itemsOf, RUNGS, type Rung, type Special } from './family.ts';
import { type JobFacts, jobText } from './job-text.ts';
import type { FileEmploymentType, FileSeniority, FileWorkplace, JobLine } from './lines.ts';
import { payFor, payText } from './pay.ts';
import { createPlan, type JobSlot, pickEmployer, plainTitle, titlesOf } from './plan.ts';
import { createRandom, type Random } from './random.ts';

/** Day from which dates are counted back, so that the corpus is the same on every day. */
export const ANCHOR_MS = Date.UTC(2026, 10, 1);
const DAYS_BACK = 90;

/** Every this many jobs, one is posted a second time with other numbers. */
const TWIN_EVERY = 150;

const RUNG_WEIGHTS: Readonly<Record<Rung, number>> = { intern: 3, entry: 19, mid: 42, senior: 20, lead: 12, head: 4 };

export function seniorityOf(rung: Rung, title: string, random: Random): FileSeniority {
  if (rung === 'intern') return 'INTERNSHIP';
  if (rung === 'entry') return 'ENTRY';
  if (rung === 'mid') return random.chance(0.5) ? 'ASSOCIATE' : 'MID_SENIOR';
  if (rung === 'head')
    return /chief|vice president|\bVP\b|partner|president|executive director/i.test(title) ? 'EXECUTIVE' : 'DIRECTOR';
  return 'MID_SENIOR';
}

const LEVEL_WORDS: Readonly<Partial<Record<Rung, Readonly<Record<string, string>>>>> = {
  entry: { tech: 'Junior ', desk: 'Junior ', creative: 'Junior ', craft: 'Apprentice ', default: 'Trainee ' },
  senior: { default: 'Senior ', craft: 'Lead ' },
  lead: { default: 'Lead ' },
};

/** Title of a specialism at a rung: "Senior ICU Nurse". */
export function specialTitle(special: Special, rung: Rung, family: Family): string {
  const words = LEVEL_WORDS[rung];
  return `${words?.[family.tone] ?? words?.default ?? ''}${special[0]}`;
}

export const rungsOf = (family: Family): readonly Rung[] => RUNGS.filter((rung) => family.titles[rung] !== undefined);

function pickRung(family: Family, random: Random): Rung {
  const rungs = rungsOf(family);
  return rungs[random.weighted(rungs.map((rung) => RUNG_WEIGHTS[rung]))] ?? 'mid';
}

function pickWorkplace(family: Family, employer: Employer, random: Random): FileWorkplace {
  const [remote, hybrid] = family.remote ?? [0, 0];
  // Employers that do not allow it at all push the shares of the others up.
  const scale = employer.allowsRemote ? 1.25 : 0.35;
  const dice = random.next() * 100;
  if (dice < remote * scale) return 'REMOTE';
  return dice < (remote + hybrid) * scale ? 'HYBRID' : 'ONSITE';
}

function pickEmploymentType(family: Family, rung: Rung, random: Random): FileEmploymentType {
  if (rung === 'intern') return 'INTERNSHIP';
  if (family.sectors.includes('charity') && rung === 'entry' && random.chance(0.3)) return 'VOLUNTEER';
  const shares = family.paidByHour === true ? [64, 22, 4, 10] : [80, 9, 8, 3];
  const types = ['FULL_TIME', 'PART_TIME', 'CONTRACT', 'TEMPORARY'] as const;
  return types[random.weighted(shares)] ?? 'FULL_TIME';
}

/** Remarks that employers hang on titles. */
function decorate(
  title: string,
  type: FileEmploymentType,
  workplace: FileWorkplace,
  town: Town,
  random: Random,
): string {
  if (/[()–]/.test(title) || !random.chance(0.22)) return title;
  if (type === 'PART_TIME') return `${title} (Part-Time)`;
  if (type === 'TEMPORARY') return `${title} – ${random.pick(['Temporary', 'Seasonal', 'Maternity Cover'])}`;
  if (type === 'CONTRACT') return `${title} (${random.pick(['6-Month Contract', 'Contract', 'Freelance'])})`;
  if (type === 'VOLUNTEER') return `${title} (Volunteer)`;
  if (workplace === 'REMOTE') return random.pick([`${title} (Remote)`, `Remote ${title}`]);
  return random.pick([`${title} – ${town.name}`, `${title} (m/f/d)`, title]);
}

function whereText(workplace: FileWorkplace, town: Town, random: Random): string {
  const country = town.country.name.replace(/^(United|The Neth|Phil|Czech Rep)/, (start) =>
    start === 'The Neth' ? 'the Neth' : `the ${start}`,
  );
  if (workplace === 'REMOTE')
    return random.pick([
      'from home',
      `from anywhere in ${country}`,
      'on a fully remote basis',
      `remotely within ${country}`,
    ]);
  if (workplace === 'HYBRID')
    return random.pick([
      `in ${town.name} and from home`,
      `in ${town.name} (hybrid)`,
      `in ${town.name}, with ${random.int(1, 3)} days a week at home`,
    ]);
  return `in ${town.name}`;
}

const stamp = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

/** Some facts are missing, as they are in real feeds. */
const orMissing = <T>(value: T, share: number, random: Random): T | null => (random.chance(share) ? null : value);

function datesOf(random: Random): { readonly postedAt: string; readonly expiresAt: string | null } {
  const posted = ANCHOR_MS - random.int(0, DAYS_BACK * 24 * 60 - 1) * 60_000;
  // Far ahead: a demo whose jobs expire would empty itself.
  const expires = posted + random.int(400, 1500) * DAY_MS;
  return { postedAt: stamp(posted), expiresAt: random.chance(0.25) ? stamp(expires) : null };
}

interface Draft {
  readonly slot: JobSlot;
  readonly employer: Employer;
  readonly town: Town;
  readonly rung: Rung;
  readonly special: Special | null;
  readonly baseTitle: string;
}

function draftOf(slot: JobSlot, employer: Employer, random: Random): Draft {
  const { family } = slot;
  const rung = pickRung(family, random);
  const specialRung = rung === 'mid' || rung === 'senior' || (rung === 'entry' && random.chance(0.4));
  const special = specialRung && random.chance(0.5) && family.specials.length > 0 ? random.pick(family.specials) : null;
  const baseTitle = special === null ? random.pick(titlesOf(family.titles[rung])) : specialTitle(special, rung, family);
  return { slot, employer, town: random.pick(employer.towns), rung, special, baseTitle };
}

function skillsOf(family: Family, special: Special | null, random: Random): readonly string[] {
  const own = special === null ? [] : itemsOf(special[3]);
  const general = random.sample(itemsOf(family.skills), random.int(3, 7)).filter((skill) => !own.includes(skill));
  return [...own, ...general];
}

function jobLine(id: string, draft: Draft, random: Random, reference: string | null): JobLine {
  const { slot, employer, town, rung, special, baseTitle } = draft;
  const { family } = slot;
  const workplace = pickWorkplace(family, employer, random);
  const employmentType = pickEmploymentType(family, rung, random);
  const skills = skillsOf(family, special, random);
  const pay = employmentType === 'VOLUNTEER' || random.chance(0.34) ? null : payFor(family, rung, town.country, random);
  const facts: JobFacts = {
    family,
    rung,
    special,
    title: plainTitle(baseTitle),
    company: employer.name,
    about: employer.about,
    where: whereText(workplace, town, random),
    pay: pay !== null && random.chance(0.55) ? payText(pay, town.country, random) : null,
    schedule: random.chance(0.6) ? random.pick(itemsOf(family.schedules)).replace(/\{(\d+)-(\d+)\}/g, '$2') : null,
    skills,
    reference,
  };
  const countryOnly = workplace === 'REMOTE' && random.chance(0.3);
  return {
    id,
    title: decorate(baseTitle, employmentType, workplace, town, random),
    company: employer.name,
    location: countryOnly ? town.country.name : placeText(town, random),
    employmentType: orMissing(employmentType, 0.06, random),
    seniority: orMissing(seniorityOf(rung, baseTitle, random), 0.16, random),
    industry: orMissing(employer.sector.industry, 0.06, random),
    function: orMissing(family.jobFunction, 0.08, random),
    remote: workplace === 'ONSITE' ? orMissing(workplace, 0.4, random) : workplace,
    description: jobText(facts, random),
    source: 'demo',
    year: 2026,
    salary: pay,
    skills: random.chance(0.1) ? [] : skills,
    ...datesOf(random),
    applyUrl: `https://example.com/jobs/${id}`,
    directApply: random.chance(0.5),
  };
}

const idOf = (number: number) => `dj${String(number).padStart(5, '0')}`;

/** All jobs of the demo, in an order that mixes families; ids count from dj00001. */
export function* createJobs(seed: number): Generator<JobLine> {
  const plan = createPlan(seed);
  const seen = new Set<string>();
  let number = 0;
  for (const [index, slot] of plan.jobs.entries()) {
    for (let round = 0; ; round++) {
      const random = createRandom(seed, 'job', index, round);
      const draft = draftOf(slot, pickEmployer(plan.employers, slot.sector, random), random);
      const twin = index % TWIN_EVERY === 7;
      const reference = () => (twin || random.chance(0.08) ? `Reference ${random.int(10_000, 99_999)}.` : null);
      const job = jobLine(idOf(number + 1), draft, random, reference());
      if (seen.has(job.description)) continue;
      seen.add(job.description);
      number += 1;
      yield job;
      if (twin) {
        number += 1;
        yield twinOf(job, idOf(number), random, seen);
      }
      break;
    }
  }
}

/** The same posting again under another number and date, as feeds bring it. */
function twinOf(job: JobLine, id: string, random: Random, seen: Set<string>): JobLine {
  let description = job.description;
  while (seen.has(description))
    description = job.description.replace(/Reference \d+/, `Reference ${random.int(10_000, 99_999)}`);
  seen.add(description);
  return { ...job, id, description, ...datesOf(random), applyUrl: `https://example.com/jobs/${id}` };
}
