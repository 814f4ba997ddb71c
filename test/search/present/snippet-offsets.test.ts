/** Offsets of snippets in twelve scripts: they point at the words meant, never overlap, cut no character, and quote no hidden field. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { documentTexts } from '../../../models/document-texts.ts';
import { documentPhrases } from '../../../models/phrases.ts';
import { fold, stem, words } from '../../../models/text.ts';
import { projectPath } from '../../../runtime/project-root.ts';
import { seededRandom } from '../../../runtime/random.ts';
import { createSearchMemory } from '../../../search/memory.ts';
import { fieldsOf } from '../../../search/present/document-fields.ts';
import type { NearPhrase } from '../../../search/present/near-phrases.ts';
import type { QueryWords } from '../../../search/present/query-words.ts';
import { snippets } from '../../../search/present/snippets.ts';
import type { Snippet } from '../../../search/types.ts';
import {
  type JobDocument,
  type PersonDocument,
  type TandemDocument,
  VERTICALS,
  type Vertical,
} from '../../../stores/documents.ts';
import { testJobs, testPeople } from '../../helpers/test-corpus.ts';
import { testFacts } from '../../helpers/test-search.ts';

/** `CASES=5000` for the long run. */
const CASES = Number(process.env.CASES ?? 300);
const SEED = 20_260_101;
/** On a machine that others use too, by the number of cases. */
const LONGEST_MS = 60_000 + CASES * 200;

/** Words of one script each, with marks, joiners and characters outside the basic plane. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  Latin: ['nurse', 'café', 'Zürich', 'naïve', 'C++', "driver's", '𝒩urse', 'e\u0301cole'],
  Cyrillic: ['медсестра', 'водитель', 'Ёлка', 'школа', 'и\u0306од'],
  Greek: ['νοσοκόμα', 'οδηγός', 'Αθήνα', 'σχολείο'],
  Arabic: ['ممرضة', 'سائق', 'مَدْرَسَة', 'می\u200cخواهم'],
  Hebrew: ['אחות', 'נהג', 'שָׁלוֹם', 'ירושלים'],
  Devanagari: ['नर्स', 'चालक', 'क्\u200dष', 'हिन्दी'],
  Bengali: ['নার্স', 'চালক', 'র্\u200dযাব', 'বাংলা'],
  Tamil: ['செவிலியர்', 'ஓட்டுநர்', 'தமிழ்', 'க்ஷ'],
  Thai: ['พยาบาล', 'คนขับรถ', 'น้ำ', 'โรงเรียน'],
  Han: ['护士', '司机', '北京', '𠮷野家'],
  Japanese: ['かんごし', 'ドライバー', 'か\u3099く', '学校'],
  Korean: ['간호사', '운전사', '서울', '\u1112\u1161\u11ab'],
};
const BETWEEN = [
  ' ',
  ' ',
  ' ',
  ', ',
  '. ',
  '\n',
  '\n• ',
  ' – ',
  ' 👩\u200d⚕️ ',
  ' 🇫🇷 ',
  '; ',
  '… ',
  '\t',
  ' 1\ufe0f\u20e3 ',
];
const SECRET = 'geheim@example.org';

type Random = () => number;
const pick = <T>(of: readonly T[], random: Random): T => of[Math.floor(random() * of.length)] as T;

function textOf(random: Random, vocabulary: readonly string[], count: number): string {
  return Array.from({ length: count }, () => pick(vocabulary, random) + pick(BETWEEN, random)).join('');
}

const job = testJobs(testFacts())[0] as JobDocument;
const person = testPeople(testFacts())[0] as PersonDocument;

function documentOf(random: Random, vocabulary: readonly string[], index: number): TandemDocument {
  const text = (most: number): string => textOf(random, vocabulary, 1 + Math.floor(random() * most));
  const version = `v${index}`;
  const description = random() < 0.2 ? `${text(60)}\nWrite to ${SECRET} now\n${text(60)}` : text(120);
  if (random() < 0.6) return { ...job, version, title: text(6), description, applyUrl: 'https://hidden.example' };
  const work = person.work.map((entry) => ({ ...entry, summary: text(40) }));
  return { ...person, version, headline: text(6), summary: text(60), work, skills: [text(2)] };
}

function queryOf(random: Random, vocabulary: readonly string[]): QueryWords {
  const stems = [pick(vocabulary, random), pick(vocabulary, random)].flatMap((word) =>
    words(word).map(({ text }) => stem(fold(text))),
  );
  return { weights: new Map(stems.map((one) => [one, 1])), total: new Set(stems).size };
}

const near = (document: TandemDocument, random: Random): readonly NearPhrase[] =>
  documentPhrases(document).map(({ field, start, end }) => ({
    field,
    start,
    end,
    cosine: random(),
    vector: Float32Array.from({ length: 4 }, () => random() - 0.5),
  }));

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const borders = (text: string): ReadonlySet<number> =>
  new Set([...[...segmenter.segment(text)].map(({ index }) => index), text.length]);
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

function faultsOf(
  snippet: Snippet,
  document: TandemDocument,
  query: QueryWords,
  phrases: readonly NearPhrase[],
): readonly string[] {
  const source = documentTexts(document).find(({ name }) => name === snippet.sourceField)?.text;
  if (source === undefined) return [`quotes the field ${snippet.sourceField}`];
  const { text, highlights } = snippet;
  const own = borders(text);
  const meant = new Set(
    phrases
      .filter(({ cosine }) => cosine >= 0.6)
      .flatMap(({ field, start, end }) => {
        const quoted = documentTexts(document)[field]?.text.slice(start, end) ?? '';
        return words(quoted).map((word) => word.text);
      }),
  );
  const isMeant = (word: string): boolean =>
    meant.has(word) ||
    [...query.weights.keys()].some(
      (one) => stem(fold(word)) === one || (one.length >= 5 && stem(fold(word)).startsWith(one.slice(0, 5))),
    );
  const faults = highlights.flatMap(({ start, end }, index) => {
    const shown = text.slice(start, end);
    return [
      ...(start < (highlights[index - 1]?.end ?? 0) || end <= start || end > text.length
        ? ['overlaps or is empty']
        : []),
      ...(own.has(start) && own.has(end) ? [] : [`cuts a character: ${JSON.stringify(shown)}`]),
      ...(words(shown).some((word) => isMeant(word.text)) ? [] : [`marks ${JSON.stringify(shown)}`]),
    ];
  });
  const isQuoted = text.split('…').every((part) => flat(source).includes(flat(part)));
  return [
    ...faults,
    ...(isQuoted ? [] : [`does not quote: ${text}`]),
    ...(/[\ud800-\udfff]/u.test(text) ? ['cuts a surrogate pair'] : []),
    ...(text.length <= 260 ? [] : [`is ${text.length} units long`]),
    ...(text.includes(SECRET) || text.includes('hidden.example') ? ['shows contact data or a hidden field'] : []),
  ];
}

const corpus = (vertical: Vertical): string => projectPath('..', 'shared', 'data', `${vertical}.jsonl.gz`);
const HAS_CORPUS = existsSync(corpus('jobs')) && existsSync(corpus('people'));
/** Real lines that are looked at, evenly over the file. */
const REAL_CASES = Math.ceil(CASES / 5);

/** Their own texts, put into documents of the test corpus. */
function realDocuments(vertical: Vertical): readonly TandemDocument[] {
  const lines = gunzipSync(readFileSync(corpus(vertical)))
    .toString('utf8')
    .trim()
    .split('\n');
  const step = Math.max(1, Math.floor(lines.length / REAL_CASES));
  return lines
    .filter((_, index) => index % step === 0)
    .slice(0, REAL_CASES)
    .map((line, index) => {
      const { title, headline, description, summary } = JSON.parse(line) as Readonly<
        Record<string, string | undefined>
      >;
      const version = `${vertical}${index}`;
      return vertical === 'jobs'
        ? { ...job, version, title: title ?? '', description: description ?? '', applyUrl: 'https://hidden.example' }
        : { ...person, version, headline: headline ?? null, summary: summary ?? null };
    });
}

describe('snippets of texts in twelve scripts', () => {
  it.skipIf(!HAS_CORPUS).each(VERTICALS)(
    'are sound in real texts of %s',
    (vertical) => {
      const random = seededRandom(SEED);
      let marked = 0;
      for (const [index, document] of realDocuments(vertical).entries()) {
        const own = documentTexts(document).flatMap(({ text }) => words(text).map((word) => word.text));
        const query = queryOf(random, own.length > 0 ? own : ['nurse']);
        const phrases = near(document, random);
        for (const snippet of snippets(fieldsOf(document, createSearchMemory()), query, 3, phrases)) {
          expect({ index, faults: faultsOf(snippet, document, query, phrases) }).toEqual({ index, faults: [] });
          marked += snippet.highlights.length;
        }
      }
      expect(marked).toBeGreaterThan(0);
    },
    LONGEST_MS,
  );

  it(
    `are sound in ${CASES} generated documents`,
    () => {
      const random = seededRandom(SEED);
      const names = Object.keys(SCRIPTS);
      const shownIn = new Set<string>();
      for (let index = 0; index < CASES; index++) {
        const name = names[index % names.length] ?? 'Latin';
        const vocabulary = [...(SCRIPTS[name] ?? []), ...(random() < 0.3 ? (SCRIPTS.Latin ?? []) : [])];
        const document = documentOf(random, vocabulary, index);
        const query = queryOf(random, vocabulary);
        const phrases = random() < 0.7 ? near(document, random) : [];
        const found = snippets(fieldsOf(document, createSearchMemory()), query, 3, phrases);
        for (const snippet of found) {
          expect({ index, name, faults: faultsOf(snippet, document, query, phrases) }).toEqual({
            index,
            name,
            faults: [],
          });
          if (snippet.highlights.length > 0) shownIn.add(name);
        }
      }
      expect([...shownIn].sort()).toEqual([...names].sort());
    },
    LONGEST_MS,
  );
});
