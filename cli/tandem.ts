#!/usr/bin/env node
/** The `tandem` command: one file per subcommand; an error is one sentence, with the stack at log level debug. */

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { TandemError } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';
import { registerActivity } from './activity.ts';
import { registerAsk } from './ask.ts';
import { registerCheckWhy } from './check-why.ts';
import { registerCompare } from './compare.ts';
import { registerConfig } from './config.ts';
import { registerDelete } from './delete.ts';
import { registerDepthCurve } from './depth-curve.ts';
import { registerDoctor } from './doctor.ts';
import { registerDrill } from './drill.ts';
import { registerErase } from './erase.ts';
import { registerEval } from './eval.ts';
import { registerGateway } from './gateway.ts';
import { registerIngest } from './ingest.ts';
import { registerJudge } from './judge.ts';
import { registerKeys } from './keys.ts';
import { registerMeasure } from './measure.ts';
import { registerStart } from './start.ts';
import { registerSubgraph } from './subgraph.ts';
import { registerWorker } from './worker.ts';

const { version } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { readonly version: string };
const program = new Command('tandem')
  .description('A federated GraphQL search gateway for jobs and people.')
  .version(version)
  .showHelpAfterError();
const commands = [
  registerStart,
  registerWorker,
  registerGateway,
  registerSubgraph,
  registerAsk,
  registerIngest,
  registerDelete,
  registerErase,
  registerActivity,
  registerKeys,
  registerEval,
  registerCompare,
  registerDepthCurve,
  registerJudge,
  registerCheckWhy,
  registerMeasure,
  registerDoctor,
  registerConfig,
  registerDrill,
];
for (const register of commands) register(program);

try {
  await program.parseAsync();
} catch (error) {
  const isDebugging = ['debug', 'trace'].includes(process.env.TANDEM_LOG_LEVEL ?? '');
  if (error instanceof TandemError && !isDebugging) console.error(`${error.code}: ${error.message}`);
  else console.error(error);
  process.exit(1);
}
