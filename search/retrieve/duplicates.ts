/** Finds postings that were posted more than once: same employer, title and place, and a text that differs in numbers only. */
import { setImmediate as breathe } from 'node:timers/promises';
import { foldText } from '../../models/text.ts';
import { stableId } from '../../runtime/ids.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { LabelColumn } from '../../stores/attributes.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchServices } from '../context.ts';

/** [size] number of the group that a posting belongs to; 0 where it stands alone. */
export type DuplicateGroups = Uint32Array;

type Services = Pick<SearchServices, 'documents' | 'memory' | 'logger'>;

/** Of what the columns hold already; texts are read only where all of it is equal. */
const HEAD_COLUMNS = [JOB_COLUMNS.title, JOB_COLUMNS.company, JOB_COLUMNS.place, JOB_COLUMNS.placeText] as const;

/**
 * Made once an index version, from its columns and the stored texts, so that segments of any age and changes to them have it.
 * Null for people, and when the texts cannot be read: then nothing is folded, and the next search tries again.
 */
export async function duplicateGroups(snapshot: IndexSnapshot, services: Services): Promise<DuplicateGroups | null> {
  if (snapshot.vertical !== 'jobs') return null;
  const { duplicates } = services.memory;
  const groups = duplicates.get(snapshot) ?? findGroups(snapshot, services);
  duplicates.set(snapshot, groups);
  return groups.catch((error: unknown) => {
    duplicates.delete(snapshot);
    services.logger.warn({ version: snapshot.version, err: error }, 'near-duplicates of this version are not folded');
    return null;
  });
}

async function findGroups(snapshot: IndexSnapshot, services: Services): Promise<DuplicateGroups> {
  const groups = new Uint32Array(snapshot.size);
  let last = 0;
  for (const positions of await withEqualHeads(snapshot)) {
    const prints = await printsOf(positions, snapshot, services);
    for (const equal of groupedBy(positions, (_, index) => prints[index] ?? null)) {
      last += 1;
      for (const position of equal) groups[position] = last;
    }
  }
  return groups;
}

/** A few milliseconds. */
const POSITIONS_A_TURN = 20_000;

async function withEqualHeads({ attributes, size }: IndexSnapshot): Promise<readonly (readonly number[])[]> {
  const columns = HEAD_COLUMNS.map((name) => attributes.labels(name));
  const live = attributes.everything();
  const heads: (string | null)[] = [];
  for (let position = 0; position < size; position++) {
    if (position % POSITIONS_A_TURN === 0) await breathe();
    heads.push(live[position] === 1 ? columns.map((column) => codesAt(column, position)).join('|') : null);
  }
  return groupedBy([...heads.keys()], (position) => heads[position] ?? null);
}

function codesAt({ starts, codes }: LabelColumn, position: number): string {
  return codes.subarray(starts[position] ?? 0, starts[position + 1] ?? 0).join(',');
}

/** Groups of two and more; what has no key is in none. */
function groupedBy(
  positions: readonly number[],
  keyOf: (position: number, index: number) => string | null,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  positions.forEach((position, index) => {
    const key = keyOf(position, index);
    if (key === null) return;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [position]);
    else group.push(position);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The texts without their numbers, hashed; null for one that is not stored. Versions of an index share what they share. */
async function printsOf(
  positions: readonly number[],
  { ids, documentVersions }: IndexSnapshot,
  { documents, memory }: Services,
): Promise<readonly (string | null)[]> {
  const keys = positions.map((position) => ({ id: ids[position] ?? '', version: documentVersions[position] ?? '' }));
  const missing = keys.filter(({ version }) => !memory.textPrints.has(version));
  const found = missing.length === 0 ? [] : await documents.getMany(missing);
  const fresh = new Map<string, string>();
  for (const document of found) {
    if (document?.kind !== 'job') continue;
    const print = stableId(
      foldText(document.description)
        .replace(/[\d ]+/g, ' ')
        .trim(),
    );
    fresh.set(document.version, print);
    memory.textPrints.set(document.version, print);
  }
  return keys.map(({ version }) => fresh.get(version) ?? memory.textPrints.get(version) ?? null);
}
