/** Every setting of the program, its default and where its value came from. */

import { z } from 'zod';
import { ALERT_SETTINGS } from './alert-settings.ts';
import { DEVICES } from './devices.ts';
import { TandemError } from './errors.ts';
import { type Environment, givenSettings } from './given-settings.ts';
import { isHttpAddress } from './http-address.ts';
import { IDENTITY_SETTINGS } from './identity-settings.ts';
import { FIXED_LIMITS, limitsSetting } from './limits.ts';
import { missingSettings } from './missing-settings.ts';
import { SECRET_SETTINGS } from './secret-settings.ts';
import { SIGHT_SETTINGS } from './sight-settings.ts';
import { subgraphUrls } from './subgraph-urls.ts';
import { workersSetting } from './workers-setting.ts';

/** Order and defaults are those of the configuration page. Durations are milliseconds. */
export const configSchema = z.object({
  TANDEM_CONFIG: z
    .string()
    .optional()
    .describe(
      'File with lines NAME=value of the settings below; the environment wins over it, the command line over both.',
    ),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(4000)
    .describe('Port of the one endpoint; 0 takes a free one.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  TANDEM_DATA_DIR: z
    .string()
    .default('.tandem')
    .describe('Where documents, index versions, scores and search records are kept.'),
  REDIS_URL: z
    .string()
    .refine((url) => /^(unix:\/\/)?\/[^/]/.test(url) || (/^rediss?:\/\/[^/]/.test(url) && URL.canParse(url)), {
      message: 'expected redis://HOST:PORT, rediss://HOST:PORT or unix:///PATH',
    })
    .optional()
    .describe(
      'Redis in which several servers share scores, search records and the semantic cache; it may be away at any time.',
    ),
  TANDEM_PROFILE: z
    .enum(['development', 'production'])
    .default('development')
    .describe(
      'development shows GraphiQL, introspection and worker processes, and who sends no key or token may do everything; in production they are anonymous and read jobs.',
    ),
  TANDEM_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe(
      'Key that signs ids, cursors and the callers that a gateway tells subgraphs of; made on first start and kept in the data directory. The same for servers that share one Redis: then each reads the searches of the others.',
    ),
  ...IDENTITY_SETTINGS,
  TANDEM_SUBGRAPHS: subgraphUrls
    .optional()
    .describe(
      'Subgraphs that are processes of their own, as `jobs=http://127.0.0.1:4001,people=http://…`; the others run in this process.',
    ),
  TANDEM_ENGINE: z.enum(['apollo', 'hive']).default('apollo').describe('Whose query planner plans operations.'),
  TANDEM_EBR_WORKERS: workersSetting.describe(
    'Workers of the pool ebr: a number of child processes, a range such as 1-4 within which the queue decides, or addresses of `tandem worker ebr` such as http://host:5101 or unix:/path, parted by commas.',
  ),
  TANDEM_SLM_WORKERS: workersSetting.describe('Workers of the pool slm, said in the same way.'),
  TANDEM_WORKER_MEMORY_MB: z.coerce
    .number()
    .int()
    .min(128)
    .max(1_048_576)
    .default(1_024)
    .describe(
      'Megabytes that one worker process may come to hold (with the demo corpus it is about 220); then one that is warm takes its place.',
    ),
  TANDEM_BACKEND: z
    .enum(['onnx', 'fake', 'inference-protocol', 'rerank', 'sglang'])
    .default('onnx')
    .describe(
      'What runs the models: ONNX Runtime; a server of Open Inference Protocol v2; a server of rerank or of SGLang for the ranker alone, the rest on ONNX Runtime; or a deterministic stand-in for tests.',
    ),
  TANDEM_DEVICE: z
    .enum(DEVICES)
    .default('cpu')
    .describe(
      'Where ONNX Runtime runs the models and the exhaustive search of the workers: cpu, or a GPU by webgpu or cuda; one that is not there is refused at the start, and `tandem doctor` tells which are.',
    ),
  TANDEM_BACKEND_URL: z
    .string()
    .refine(isHttpAddress, { message: 'expected an http address without user, password and query' })
    .optional()
    .describe('That server, such as http://127.0.0.1:8000.'),
  TANDEM_BACKEND_MODEL: z
    .string()
    .optional()
    .describe('Model there, for servers of rerank and SGLang that have several.'),
  TANDEM_BACKEND_LABELS: z
    .string()
    .regex(/^\d+,\d+$/, 'expected two token ids such as 9454,2753')
    .transform((text) => text.split(',').map(Number))
    .optional()
    .describe('Token ids of yes and no in the vocabulary of the model that SGLang serves.'),
  TANDEM_BACKEND_ITEM_TOKEN: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Token id that item vectors take the place of in SGLang; with it, items are ranked there and not texts.'),
  TANDEM_BACKEND_TOKENIZER: z
    .string()
    .optional()
    .describe('Folder with tokenizer.json and tokenizer_config.json of the model there, needed with the item token.'),
  TANDEM_BACKEND_KEY: z
    .string()
    .optional()
    .describe('Key that is sent there as bearer token; workers read it from their environment.'),
  TANDEM_RANKER: z
    .enum(['packed', 'full-text'])
    .default('packed')
    .describe(
      'What reads candidates: the packed ranker by the item vectors of the index (full text where it has none), or always full text.',
    ),
  TANDEM_DEADLINE_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(FIXED_LIMITS.longestDeadlineMs[0])
    .default(FIXED_LIMITS.deadlineMs[0])
    .describe('Time for one request before the answer is cut to what is ready.'),
  TANDEM_TARGET_P95_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(10_000)
    .default(300)
    .describe(
      "p95 of a page that has to be ranked; two thirds of it are the ranker's, which reads fewer candidates to keep it.",
    ),
  TANDEM_MAX_SEARCHES: z.coerce
    .number()
    .int()
    .min(2)
    .max(1_000)
    .default(64)
    .describe('Most searches that run at once; the limit that follows measured times is below it.'),
  TANDEM_LIMITS: limitsSetting
    .prefault('')
    .describe(
      'Limits that differ from their defaults, as `depth=12,aliases=20`; docs/limits.md has their names, /limits their values.',
    ),
  TANDEM_OPERATIONS: z
    .string()
    .optional()
    .describe('File of persisted operations, `{"sha256:<hex>": "document"}`, as client builds write it.'),
  TANDEM_PERSISTED: z
    .enum(['off', 'log', 'require'])
    .default('off')
    .describe('What becomes of operations that are not in that file: nothing, a line in the log, or a refusal.'),
  TANDEM_SCORE_CACHE_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(4_096)
    .default(64)
    .describe('Memory for scores in front of the stored ones.'),
  TANDEM_SEMANTIC_CACHE_MB: z.coerce
    .number()
    .int()
    .min(0)
    .max(4_096)
    .default(16)
    .describe(
      'Memory for texts by which other texts of the same meaning are searched; 0 searches every text by itself.',
    ),
  TANDEM_JUDGE_URL: z
    .string()
    .optional()
    .describe('OpenAI-compatible endpoint of `tandem judge --judge openai`, such as http://127.0.0.1:8000/v1.'),
  TANDEM_JUDGE_MODEL: z.string().optional().describe('Model that grades there.'),
  TANDEM_JUDGE_KEY: z.string().optional().describe('Key that is sent there as bearer token.'),
  TANDEM_LLM_URL: z
    .string()
    .refine(isHttpAddress, { message: 'expected an http address without user, password and query' })
    .optional()
    .describe(
      'OpenAI-compatible endpoint, such as http://127.0.0.1:8000/v1, whose model phrases how a search was understood: it is sent the text and what was read from it, never anything of a profile, no page waits for it, and a sentence that does not fit what was read is not shown.',
    ),
  TANDEM_LLM_MODEL: z.string().optional().describe('Model that phrases there, needed with the address.'),
  TANDEM_LLM_KEY: z.string().optional().describe('Key that is sent there as bearer token.'),
  ...ALERT_SETTINGS,
  ...SIGHT_SETTINGS,
});

export type Config = Readonly<z.infer<typeof configSchema>>;
export type ConfigName = keyof Config;

/** The file that TANDEM_CONFIG names, the environment over it, `overrides` (command line) over both. Unknown names are refused. */
export function loadConfig(
  environment: Environment,
  overrides: Partial<Record<ConfigName, string | number>> = {},
): Config {
  const given = givenSettings(Object.keys(configSchema.shape), environment, overrides);
  const parsed = configSchema.safeParse(Object.fromEntries([...given].map(([name, { value }]) => [name, value])));
  if (parsed.success) {
    const missing = missingSettings(parsed.data);
    if (missing === null) return parsed.data;
    throw new TandemError('CONFIG_INVALID', missing);
  }
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return problemOf(name, message, given.get(name)?.value);
  });
  throw new TandemError('CONFIG_INVALID', problems.join('; '));
}

/** A wrong value is repeated unless it is secret, or may be an address with user, password or key; no parser knows where those end in it. */
function problemOf(name: string, message: string, value: string | number | undefined): string {
  const isShown = !SECRET_SETTINGS.includes(name) && !/[@?#]/.test(String(value));
  if (isShown) return `${name}: ${message}, got ${JSON.stringify(value)}`;
  return `${name}: ${message.replace(/, found ".*$/s, '')}, got a value that is not shown`;
}
