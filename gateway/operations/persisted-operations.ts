/** Operations that clients name by their hash: those of the file of client builds, and those that a client registered (APQ). */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import { TandemError } from '../../runtime/errors.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import { HttpError, refusal } from '../http/http.ts';

/** What a request says of its operation; anything may come in any field. */
export interface OperationParameters {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

export interface ResolvedOperation {
  readonly text: string;
  /** SHA-256 of it in hex. */
  readonly hash: string;
  /** Known to the server before this request. */
  readonly isPersisted: boolean;
  /** Keeps a text under its hash; called when it turned out to be a good one. */
  readonly register: () => void;
}

export interface PersistedOperations {
  /** Null when the request names none. Throws HttpError for one that is not known or may not be sent. */
  readonly resolve: (parameters: OperationParameters) => ResolvedOperation | null;
}

export interface PersistedSettings {
  /** File of the setting TANDEM_OPERATIONS. */
  readonly file: string | undefined;
  readonly mode: 'off' | 'log' | 'require';
  readonly logger: Pick<Logger, 'warn'>;
}

/** Of their texts, and of the hash and the place that each takes. */
const REGISTERED_BYTES = 8_000_000;
const CHARACTER_BYTES = 2;
const ENTRY_BYTES = 300;
/** Each unknown operation is logged once, these many at most. */
const LOGGED_HASHES = 10_000;
const DOCUMENT_ID = /^sha256:([0-9a-f]{64})$/;

export function createPersistedOperations({ file, mode, logger }: PersistedSettings): PersistedOperations {
  const manifest = file === undefined ? new Map<string, string>() : readManifest(file);
  const registered = new LRUCache<string, string>({
    maxSize: REGISTERED_BYTES,
    sizeCalculation: (text) => ENTRY_BYTES + text.length * CHARACTER_BYTES,
  });
  const logged = new LRUCache<string, true>({ max: LOGGED_HASHES });
  const known = (hash: string): string | undefined =>
    manifest.get(hash) ?? (mode === 'require' ? undefined : registered.get(hash));
  const found = (text: string, hash: string): ResolvedOperation => ({
    text,
    hash,
    isPersisted: true,
    register: () => undefined,
  });
  const open = (hash: string, text: string, registers: boolean): ResolvedOperation => {
    if (known(hash) !== undefined) return found(text, hash);
    if (mode === 'require') throw refusal('PERSISTED_OPERATION_REQUIRED');
    if (mode === 'log' && !logged.has(hash)) {
      logged.set(hash, true);
      logger.warn({ documentId: `sha256:${hash}` }, 'an operation is not among the persisted ones');
    }
    return { text, hash, isPersisted: false, register: () => registers && registered.set(hash, text) };
  };
  return {
    resolve: ({ query, documentId, extensions }) => {
      if (documentId !== undefined && documentId !== null) {
        const [, hash = ''] = (typeof documentId === 'string' && DOCUMENT_ID.exec(documentId)) || [];
        const text = manifest.get(hash);
        if (text === undefined) throw refusal('PERSISTED_OPERATION_NOT_FOUND');
        return found(text, hash);
      }
      const claimed = claimedHash(extensions);
      if (typeof query === 'string' && query !== '') {
        const hash = hashOf(query);
        if (claimed !== null && claimed !== hash) throw forged();
        return open(hash, query, claimed !== null);
      }
      if (claimed === null) return null;
      const text = known(claimed);
      if (text !== undefined) return found(text, claimed);
      if (mode === 'require') throw refusal('PERSISTED_OPERATION_REQUIRED');
      // Clients of Apollo know this answer by its message, and send the text.
      throw refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    },
  };
}

/** Of the APQ extension, null when it is absent. Throws 400 for one that is malformed. */
function claimedHash(extensions: unknown): string | null {
  const persisted = fieldOf(extensions, 'persistedQuery');
  if (persisted === undefined || persisted === null) return null;
  const [version, hash] = [fieldOf(persisted, 'version'), fieldOf(persisted, 'sha256Hash')];
  if (version === 1 && typeof hash === 'string') return hash;
  throw new HttpError(400, 'extensions.persistedQuery must be {"version": 1, "sha256Hash": "<hex>"}');
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function forged(): HttpError {
  return new HttpError(
    400,
    'extensions.persistedQuery.sha256Hash must be the SHA-256 of query in hex, got that of another text',
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Hash to document. Throws CONFIG_INVALID for a file that cannot be read, and for a document under the hash of another. */
function readManifest(file: string): ReadonlyMap<string, string> {
  const entries = manifestEntries(file).map(([id, text]) => {
    const isRight = typeof text === 'string' && id === `sha256:${hashOf(text)}`;
    if (isRight) return [id.slice('sha256:'.length), text] as const;
    throw invalid(
      file,
      `expected under each key "sha256:<hex>" the document of that hash, found another under "${id.slice(0, 80)}"`,
    );
  });
  return new Map(entries);
}

function manifestEntries(file: string): readonly (readonly [string, unknown])[] {
  try {
    return Object.entries(JSON.parse(readFileSync(file, 'utf8')) as object);
  } catch (error) {
    throw invalid(file, 'expected a file of JSON', error);
  }
}

function invalid(file: string, what: string, cause?: unknown): TandemError {
  return new TandemError('CONFIG_INVALID', `TANDEM_OPERATIONS=${file}: ${what}`, {}, cause);
}
