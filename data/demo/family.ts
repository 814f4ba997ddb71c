/** What the generator knows about an occupation family; lists are text with `|` between the items. */

export type JobFunction =
  | 'Accounting & Finance'
  | 'Administrative & Office'
  | 'Construction & Skilled Trades'
  | 'Consulting & Strategy'
  | 'Customer Service'
  | 'Data & Analytics'
  | 'Design & Creative'
  | 'Education & Training'
  | 'Engineering'
  | 'Government & Policy'
  | 'Healthcare'
  | 'Hospitality & Food'
  | 'Human Resources'
  | 'IT & Infrastructure'
  | 'Legal'
  | 'Logistics & Transport'
  | 'Management & Operations'
  | 'Manufacturing & Production'
  | 'Marketing & Communications'
  | 'Other'
  | 'Product & Project Management'
  | 'Public Safety & Security'
  | 'Retail'
  | 'Sales & Business Development'
  | 'Science & Research'
  | 'Social & Community Services'
  | 'Software Engineering';

/** Steps of a career, lowest first. */
export type Rung = 'intern' | 'entry' | 'mid' | 'senior' | 'lead' | 'head';

export const RUNGS: readonly Rung[] = ['intern', 'entry', 'mid', 'senior', 'lead', 'head'];

/** How work of this kind is spoken about; chooses openings, traits, benefits and what leading means. */
export type Tone = 'care' | 'craft' | 'desk' | 'tech' | 'service' | 'field' | 'school' | 'creative';

/** A specialism: title, name of the field, duties of its own, skills of its own. */
export type Special = readonly [title: string, field: string, duties: string, skills: string];

export interface Family {
  readonly id: string;
  /** Label for people's `category`. */
  readonly name: string;
  readonly jobFunction: JobFunction;
  readonly tone: Tone;
  /** Relative number of documents; 1 unless said. */
  readonly size?: number;
  /** Sector ids with weights: `hospital*4 clinic`. */
  readonly sectors: string;
  /** Titles of each rung that exists. */
  readonly titles: Readonly<Partial<Record<Rung, string>>>;
  readonly specials: readonly Special[];
  /**
   * Each entry is one duty in several phrasings. A phrasing starts with a verb in its base form; further verbs
   * that follow the subject are marked with `*`, so that the text can be put into the past. `{4-9}` is a number.
   * A mark in front keeps an entry to some titles, see `fitting`.
   */
  readonly duties: readonly string[];
  readonly skills: string;
  /** Thousand US dollars a year for the middle rung in the United States. */
  readonly pay: readonly [number, number];
  /** True where pay is stated by the hour in countries that do so. */
  readonly paidByHour?: boolean;
  /** Percent of jobs that are remote and hybrid. */
  readonly remote?: readonly [number, number];
  readonly schedules: string;
  /** Requirements as noun phrases: `a clean driving licence`; marks as in `duties`. */
  readonly needs: string;
  /** `Degree@Field`; no `@` where the degree says it all. */
  readonly studies: string;
  readonly certificates?: string;
  /** Families a career may have come from. */
  readonly before?: string;
}

/** Items of a `|` list. */
export const itemsOf = (list: string): readonly string[] =>
  list
    .split('|')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/**
 * Entries that fit a title. `@pilot,captain: Fly …` is for titles with one of these words, `@!chef: …` for titles
 * without them; entries without a mark fit every title.
 */
export function fitting(entries: readonly string[], title: string): readonly string[] {
  const lowerTitle = title.toLowerCase();
  const kept = entries.flatMap((entry) => {
    const mark = /^@(!?)([^:]+): /.exec(entry);
    if (mark === null) return [entry];
    const [whole, not, words = ''] = mark;
    const isNamed = words.split(',').some((word) => lowerTitle.includes(word.trim()));
    return isNamed === (not === '') ? [entry.slice(whole.length)] : [];
  });
  return kept;
}
