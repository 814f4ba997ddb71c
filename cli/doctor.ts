/** `tandem doctor`: prints what runs where and whether it works; status 1 when something that is configured does not. */

import type { Command } from 'commander';
import type { Config } from '../runtime/config.ts';
import { checkData } from './doctor-data.ts';
import { checkDevices, checkOnnxRuntime } from './doctor-devices.ts';
import { checkExposure } from './doctor-exposure.ts';
import { type Finding, failedBy, findingLines } from './doctor-findings.ts';
import { checkServer, checkSubgraphs } from './doctor-processes.ts';
import { checkModels, checkNode, checkPackages, checkSettings } from './doctor-program.ts';
import { checkRedis } from './doctor-redis.ts';
import { checkWorkers } from './doctor-workers.ts';
import { servingConfig, withDataDir, withPort } from './serving.ts';

type Check = (config: Config) => Promise<readonly Finding[]>;

/** In the order of the table; each tells of one thing, by name. */
const CHECKS: Readonly<Record<string, Check>> = {
  node: (config) => checkNode(config),
  packages: checkPackages,
  settings: checkSettings,
  exposure: checkExposure,
  'data directory': checkData,
  models: checkModels,
  'onnx runtime': checkOnnxRuntime,
  devices: (config) => checkDevices(config),
  redis: checkRedis,
  subgraphs: checkSubgraphs,
  workers: checkWorkers,
  server: checkServer,
};

export function registerDoctor(program: Command): void {
  const command = program.command('doctor').description('print what runs where, and whether it works');
  withDataDir(withPort(command)).action(async (options: { port?: string; dataDir?: string }) => {
    const findings = await examine(() => servingConfig(options));
    for (const line of findingLines(findings)) console.log(line);
    if (findings.some(({ kind }) => kind === 'failed')) process.exitCode = 1;
  });
}

/** Settings that are refused leave nothing else to look at. */
async function examine(readConfig: () => Config): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    return [failedBy('settings', error)];
  }
  const findings = await Promise.all(
    Object.entries(CHECKS).map(([what, check]) => check(config).catch((error: unknown) => [failedBy(what, error)])),
  );
  return findings.flat();
}
