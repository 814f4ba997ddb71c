/** Opens the judge that the command line names: the local policy teacher, or an LLM behind an endpoint. */

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Judge } from '../evaluation/judge/judge.ts';
import { createOpenAiJudge } from '../evaluation/judge/openai-judge.ts';
import type { Config } from '../runtime/config.ts';
import { badInput } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';
import { openPolicyJudge } from './policy-judge.ts';
import { wholeNumber } from './whole-number.ts';

const JUDGES = ['policy', 'openai'] as const;

export interface JudgeChoice {
  readonly judge: string;
  /** Wins over TANDEM_JUDGE_URL. */
  readonly url?: string;
  /** Wins over TANDEM_JUDGE_MODEL. */
  readonly model?: string;
  /** Requests under way at once. */
  readonly concurrency: string;
  /** Seconds for one answer. */
  readonly timeout: string;
}

/** The options that make a `JudgeChoice`. */
export function addJudgeOptions(command: Command): Command {
  return command
    .requiredOption('--judge <judge>', JUDGES.join(' | '))
    .option('--url <url>', 'openai: the endpoint, such as http://127.0.0.1:8000/v1 (default: TANDEM_JUDGE_URL)')
    .option(
      '--model <name>',
      'openai: the model there (default: TANDEM_JUDGE_MODEL); a key comes from TANDEM_JUDGE_KEY',
    )
    .option('--concurrency <number>', 'openai: requests under way at once', '4')
    .option('--timeout <seconds>', 'openai: time for one answer', '60');
}

/** Throws BAD_USER_INPUT for what the choice lacks, MODEL_INVALID when there is no local judge. */
export async function openJudge(choice: JudgeChoice, config: Config): Promise<Judge> {
  if (choice.judge === 'policy') return openPolicyJudge();
  if (choice.judge === 'openai') return openLlmJudge(choice, config);
  throw badInput(`--judge must be one of ${JUDGES.join(', ')}, got ${choice.judge}`);
}

function openLlmJudge(choice: JudgeChoice, config: Config): Judge {
  const timeoutMs = wholeNumber('--timeout', choice.timeout, 1, 3_600) * 1_000;
  return createOpenAiJudge({
    baseUrl: given(choice.url ?? config.TANDEM_JUDGE_URL, '--url or TANDEM_JUDGE_URL'),
    model: given(choice.model ?? config.TANDEM_JUDGE_MODEL, '--model or TANDEM_JUDGE_MODEL'),
    apiKey: config.TANDEM_JUDGE_KEY ?? null,
    policy: readFileSync(projectPath('evaluation', 'policy.md'), 'utf8'),
    concurrency: wholeNumber('--concurrency', choice.concurrency, 1, 256),
    timeout: () => AbortSignal.timeout(timeoutMs),
    pause,
    random: Math.random,
  });
}

function given(value: string | undefined, names: string): string {
  if (value !== undefined) return value;
  throw badInput(`--judge openai needs ${names}, got neither`);
}
