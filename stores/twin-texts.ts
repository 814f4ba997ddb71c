/** Texts that were searched lately, kept under what they mean, so that another text of the same meaning is searched by them. */

export interface TwinText {
  /** Its folded words: equal for texts that differ in letters and spaces alone. */
  readonly normalised: string;
  /** After correction. */
  readonly searchedText: string;
  /** With long forms. */
  readonly rewrittenText: string;
  /** What was read from it; JSON, typed by who reads it. */
  readonly facets: readonly unknown[];
  /** `memberName()` of who typed it. */
  readonly askedBy?: string;
}

export interface TwinTextStore {
  /** `key` names everything but the wording: tenant, meaning, filters, models, index version. Newest first. */
  readonly get: (key: string) => Promise<readonly TwinText[]>;
  /** In place of what was there. Ends after the store's time to live, less a random part of it. */
  readonly put: (key: string, twins: readonly TwinText[]) => Promise<void>;
  /** Removes what a member typed, with the texts beside it. Reads every text. */
  readonly removeOf: (askedBy: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Kept {
  /** Milliseconds since 1970. */
  readonly endMs: number;
  readonly twins: readonly TwinText[];
}

export const packTwins = (kept: Kept): string => JSON.stringify(kept);

/** Empty when there is nothing, when it is over, and when it is none of ours. */
export function unpackTwins(value: string | null | undefined, nowMs: number): readonly TwinText[] {
  const kept = value ? parsed(value) : null;
  return isKept(kept) && kept.endMs > nowMs ? kept.twins : [];
}

/** Of a packed value. */
export const isTypedBy = (value: string | null, askedBy: string): boolean =>
  unpackTwins(value, 0).some((twin) => twin.askedBy === askedBy);

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isKept(value: unknown): value is Kept {
  const { endMs, twins } = (value ?? {}) as Partial<Kept>;
  return typeof endMs === 'number' && Array.isArray(twins) && twins.every(isTwin);
}

function isTwin(value: unknown): value is TwinText {
  const { normalised, searchedText, rewrittenText, facets } = (value ?? {}) as Partial<TwinText>;
  return [normalised, searchedText, rewrittenText].every((text) => typeof text === 'string') && Array.isArray(facets);
}
