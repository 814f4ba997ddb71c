/** What a careful reader sees of a query and its documents, and how that is parted into pages. */

import { bestSentences, type PreparedSentences, queryTerms } from '../../models/best-sentences.ts';
import { prepareDocument } from '../../models/templates.ts';
import type { JobDocument, PersonDocument, TandemDocument, Vertical } from '../../stores/documents.ts';

export interface GradingQuery {
  readonly qid: string;
  readonly vertical: Vertical;
  readonly text: string;
  /** Its hard constraints in words, where the query file has them. */
  readonly must: readonly string[];
}

/** A query with its documents, as text; `count` documents. */
export interface Block {
  readonly text: string;
  readonly count: number;
}

const OPENING_LETTERS = 130;
const SENTENCE_TOKENS = 85;
const LINE_LETTERS = 760;
const MOST_SKILLS = 8;
const MOST_JOBS = 3;
const MOST_SCHOOLS = 2;
/** Letters of a page: about what is read in one go. */
const PAGE_LETTERS = 80_000;

/** The head line, the ids in the order of the numbered lines, and one line a document. */
export function blockOf({ qid, vertical, text, must }: GradingQuery, documents: readonly TandemDocument[]): Block {
  const demanded = must.length === 0 ? '' : `  [hard constraints: ${must.join('; ')}]`;
  const ids = documents.map(({ externalId }) => externalId).join(' ');
  const lines = documents.map((document, index) => `${index + 1}. ${documentLine(document, text)}`);
  return {
    text: `## ${qid} (${vertical}) "${text}"${demanded}\n#ids ${ids}\n${lines.join('\n')}\n`,
    count: documents.length,
  };
}

/** Fields {further facts} skills, opening words … the sentences nearest to the query. */
export function documentLine(document: TandemDocument, query: string): string {
  const { fields, fieldStems, body } = prepareDocument(document);
  const terms = queryTerms(query);
  const unseen = terms.filter((term) => !fieldStems.has(term));
  const opening = inOneLine(body.text.slice(0, OPENING_LETTERS));
  const near = bestSentences(body, unseen.length === 0 ? terms : unseen, SENTENCE_TOKENS)
    .map((index) => sentenceOf(body, index))
    .filter((sentence) => !opening.includes(sentence));
  const facts = document.kind === 'job' ? jobFacts(document) : personFacts(document);
  const skills = document.skills.slice(0, MOST_SKILLS).join(', ');
  const parts = [
    fields,
    facts === '' ? '' : `{${facts}}`,
    skills === '' ? '' : `skills: ${skills}.`,
    `${opening} …`,
    near.join(' / '),
  ];
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, LINE_LETTERS);
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function sentenceOf({ text, sentences }: PreparedSentences, index: number): string {
  const sentence = sentences[index];
  return sentence === undefined ? '' : inOneLine(text.slice(sentence.start, sentence.end));
}

function jobFacts({ salary, industry }: JobDocument): string {
  const pay = salary && `pay ${salary.minimum ?? ''}-${salary.maximum ?? ''} ${salary.currency}/${salary.period}`;
  return [pay, industry].filter((part) => part !== null && part !== '').join(', ');
}

function personFacts({ work, education }: PersonDocument): string {
  const jobs = work.slice(0, MOST_JOBS).map(({ title, company, startDate, endDate }) => {
    const years = `${startDate?.slice(0, 4) ?? ''}-${endDate?.slice(0, 4) ?? 'now'}`;
    return `${title} @ ${company?.name ?? '?'} ${years}`;
  });
  const schools = education
    .slice(0, MOST_SCHOOLS)
    .map(({ studyType, area, institution }) => [studyType, area, institution].filter(Boolean).join(' '));
  return [jobs.join('; '), schools.length === 0 ? '' : `edu: ${schools.join('; ')}`].filter(Boolean).join(' | ');
}

/** Pages of each reader, in their order; all readers get about the same number of documents. */
export function pagesOf(blocks: readonly Block[], readers: number): readonly (readonly string[])[] {
  const total = blocks.reduce((sum, { count }) => sum + count, 0);
  const shares: Block[][] = Array.from({ length: readers }, () => []);
  let given = 0;
  for (const block of blocks) {
    shares[Math.min(readers - 1, Math.floor((given * readers) / total))]?.push(block);
    given += block.count;
  }
  return shares.map(pagesOfReader);
}

function pagesOfReader(blocks: readonly Block[]): readonly string[] {
  const pages: string[][] = [];
  let letters = PAGE_LETTERS;
  for (const { text } of blocks) {
    if (letters + text.length > PAGE_LETTERS) {
      pages.push([]);
      letters = 0;
    }
    pages.at(-1)?.push(text);
    letters += text.length;
  }
  return pages.map((page) => page.join('\n'));
}
