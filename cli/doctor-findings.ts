/** What `tandem doctor` says of one thing: that it works, that it is so, that it is doubtful or does not work and what to do. */

import { TandemError } from '../runtime/errors.ts';

export type Finding =
  | { readonly kind: 'ok' | 'note'; readonly what: string; readonly found: string }
  | { readonly kind: 'warn' | 'failed'; readonly what: string; readonly found: string; readonly advice: string };

export const ok = (what: string, found: string): Finding => ({ kind: 'ok', what, found });

/** For what is neither good nor bad, such as what was never started. */
export const note = (what: string, found: string): Finding => ({ kind: 'note', what, found });

/** For what works and may not do for long, or not for everybody. */
export const warn = (what: string, found: string, advice: string): Finding => ({ kind: 'warn', what, found, advice });

export const failed = (what: string, found: string, advice: string): Finding => ({
  kind: 'failed',
  what,
  found,
  advice,
});

/** The finding of the work, or what it threw. */
export async function findingOf(what: string, work: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    return failedBy(what, error);
  }
}

/** The sentences of our errors end with what to do, behind a semicolon. */
export function failedBy(what: string, error: unknown): Finding {
  if (!(error instanceof TandemError)) return failed(what, String(error), 'look for the cause in this sentence');
  const [found = '', ...advice] = error.message.split('; ');
  return failed(what, found, advice.join('; ') || `look up ${error.code} in docs/errors.md`);
}

/** One line a finding, what to do about it below where something is to do; last how many work. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap((finding) => [
    `${finding.kind.padEnd('failed'.length)}  ${finding.what.padEnd(width)}  ${finding.found}`,
    ...('advice' in finding ? [`${' '.repeat(width + 10)}→ ${finding.advice}`] : []),
  ]);
  const count = (kind: Finding['kind']): number => findings.filter((finding) => finding.kind === kind).length;
  return [
    ...lines,
    '',
    `${count('ok')} ok, ${count('note')} notes, ${count('warn')} warnings, ${count('failed')} failed`,
  ];
}
