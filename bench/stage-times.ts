/** Time of each stage between two readings of a server's `tandem_stage_seconds` histograms. */

export interface StageTime {
  readonly stage: string;
  readonly count: number;
  readonly meanMs: number;
  /** Upper bound of the bucket that holds the 95th percentile. */
  readonly p95AtMostMs: number;
}

/** Value by stage and bucket bound; the sum under the bound `sum`. */
export type StageReading = ReadonlyMap<string, ReadonlyMap<string, number>>;

const LINE = /^tandem_stage_seconds_(bucket|sum)\{([^}]*)\} (\S+)$/gm;

export async function readStages(url: string): Promise<StageReading> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const stages = new Map<string, Map<string, number>>();
  for (const [, kind, labels = '', value] of text.matchAll(LINE)) {
    const [, stage = ''] = /stage="([^"]*)"/.exec(labels) ?? [];
    const [, bound = ''] = /le="([^"]*)"/.exec(labels) ?? [];
    const ofStage = stages.get(stage) ?? new Map<string, number>();
    stages.set(stage, ofStage.set(kind === 'sum' ? 'sum' : bound, Number(value)));
  }
  return stages;
}

export function stageTimes(before: StageReading, after: StageReading): readonly StageTime[] {
  return [...after].flatMap(([stage, values]) => {
    const between = (bound: string): number => (values.get(bound) ?? 0) - (before.get(stage)?.get(bound) ?? 0);
    const count = between('+Inf');
    if (count === 0) return [];
    const bounds = [...values.keys()].filter((bound) => bound !== 'sum');
    const bound = bounds.find((one) => between(one) >= count * 0.95) ?? '+Inf';
    return [
      {
        stage,
        count,
        meanMs: (between('sum') / count) * 1_000,
        p95AtMostMs: bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound) * 1_000,
      },
    ];
  });
}
