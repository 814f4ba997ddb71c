/** Runs one subcommand of `tandem` in this process, with the fake backend, and hands over the lines that it printed. */
import { Command } from 'commander';
import { vi } from 'vitest';

export async function runCommand(
  register: (program: Command) => void,
  args: readonly string[],
): Promise<readonly string[]> {
  const program = new Command();
  register(program);
  vi.stubEnv('TANDEM_BACKEND', 'fake');
  vi.stubEnv('TANDEM_LOG_LEVEL', 'silent');
  const log = vi.spyOn(console, 'log').mockReturnValue();
  // Progress would stand between the lines of the test's own report.
  const progress = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return log.mock.calls.flatMap(([text]) => String(text).split('\n'));
  } finally {
    for (const spy of [log, progress]) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** The last line that a measuring command prints. */
export function lastJson<T>(lines: readonly string[]): T {
  return JSON.parse(lines.at(-1) ?? '') as T;
}
