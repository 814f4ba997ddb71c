/** The page about what the product does: each feature with an operation that shows it. */

import { markdownTable } from './markdown-table.ts';

export interface Feature {
  /** Its place in the list of the product. */
  readonly number: number;
  readonly does: string;
  /** File names in schema/operations; a test runs each through the gateway. */
  readonly operations: readonly string[];
}

export const FEATURES: readonly Feature[] = [
  {
    number: 1,
    does: 'Free text of 1 to 512 characters, in a language that is stated or detected.',
    operations: ['jobs'],
  },
  {
    number: 2,
    does: 'Meaning and keywords in one ranking; the text decides the route, and the answer says which and why.',
    operations: ['understanding', 'lookup', 'jobs'],
  },
  {
    number: 3,
    does: 'Structured filters with a limit on every list, exclusion lists, and what the text itself excludes.',
    operations: ['facets', 'exclude'],
  },
  { number: 4, does: 'Facets that ignore their own filter, with labels and what is selected.', operations: ['facets'] },
  { number: 5, does: 'Order by relevance, age, pay or distance; what is unknown comes last.', operations: ['broaden'] },
  { number: 6, does: 'Stable paging, and a total that says whether it is exact.', operations: ['paging'] },
  { number: 7, does: 'Passages and reasons for each match.', operations: ['why'] },
  {
    number: 8,
    does: 'Type-ahead of titles, skills, employers, places and names, with the typed part marked.',
    operations: ['suggest'],
  },
  { number: 9, does: 'Spelling that is told, and can be refused.', operations: ['spelling'] },
  {
    number: 10,
    does: 'Short forms and their long forms, from the tables of occupations.',
    operations: ['spelling'],
  },
  {
    number: 11,
    does: 'Places by name, id, or point with radius; where the work is done.',
    operations: ['broaden', 'facets'],
  },
  {
    number: 12,
    does: 'Pay in its own currency, freshness, and postings that expire by themselves.',
    operations: ['pay'],
  },
  { number: 13, does: 'Employers apart, and near-duplicates once.', operations: ['broaden', 'company'] },
  { number: 14, does: 'A wider search behind few matches, told with its position.', operations: ['broaden'] },
  {
    number: 15,
    does: 'Events joined to their search, each once; saved searches with alerts that tell each new relevant result once; results without what was seen.',
    operations: ['events', 'saved-searches', 'alerts', 'looked-at', 'seen'],
  },
  {
    number: 16,
    does: 'Tenants, and keys and tokens with scopes and a filter that holds for every search, object, suggestion and facet.',
    operations: ['nodes'],
  },
  {
    number: 17,
    does: 'What ranking did, for tuning; how complete an answer is, for everybody.',
    operations: ['tuning'],
  },
  {
    number: 18,
    does: 'People by role, employer, school, skill, years, place and certification, without contact data; pages of employers; what a member allows.',
    operations: ['people', 'company', 'preferences', 'near-me'],
  },
];

export function featuresPage(): string {
  const rows = FEATURES.map(({ number, does, operations }) => [
    String(number),
    does,
    operations.map((name) => `[${name}](../schema/operations/${name}.graphql)`).join(', '),
  ]);
  return `# Features\n\nWritten from \`docs/features-page.ts\`; \`npm run docs\` writes it again. Operations that name ids say in their variables which to put there.\n\n${markdownTable(['', 'feature', 'operations'], rows)}\n`;
}
