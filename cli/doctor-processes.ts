/** What `tandem doctor` finds of processes: where each subgraph runs and whether it answers, and the workers of a running server. */

import { getGlobalDispatcher } from 'undici';
import { askReadiness } from '../gateway/calls/remote-status.ts';
import type { Config } from '../runtime/config.ts';
import { SUBGRAPH_NAMES } from '../runtime/subgraph-urls.ts';
import type { WorkersSetting } from '../runtime/workers-setting.ts';
import type { ServiceStatus } from '../subgraphs/service-status.ts';
import { type Finding, failed, note, ok } from './doctor-findings.ts';
import { checkPort } from './doctor-port.ts';
import { shownValue } from './shown-setting.ts';

/** One that was given an address must be ready there. */
export function checkSubgraphs({ TANDEM_SUBGRAPHS: urls = {} }: Config): Promise<readonly Finding[]> {
  return Promise.all(
    SUBGRAPH_NAMES.map(async (name) => {
      const url = urls[name];
      return url === undefined ? note(`subgraph ${name}`, 'in the process of the server') : checkSubgraph(name, url);
    }),
  );
}

async function checkSubgraph(name: string, url: string): Promise<Finding> {
  const what = `subgraph ${name}`;
  const advice = `start it with "tandem subgraph ${name}", or correct TANDEM_SUBGRAPHS`;
  const status = await statusOf(url);
  if (status instanceof Error) return failed(what, `${url} does not answer (${status.message})`, advice);
  if (status.reasons.length > 0)
    return failed(what, `${url} is not ready: ${status.reasons.join('; ')}`, 'wait until it is warm, or read its log');
  return ok(what, `${url} is ready`);
}

/** Of the server at HOST and PORT, if one is running; that none is running is no fault. */
export async function checkServer(config: Config): Promise<readonly Finding[]> {
  const { HOST, PORT } = config;
  const url = `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
  const status = await statusOf(url);
  if (status instanceof Error) return [...(await withoutServer(config, url, status)), plannedWorkers(config)];
  const readiness =
    status.reasons.length === 0
      ? ok('server', `${url} is ready`)
      : failed('server', `${url} is not ready: ${status.reasons.join('; ')}`, 'wait until it is warm, or read its log');
  return [readiness, ...status.workers.map(workerOfServer)];
}

/** What is still starting is neither good nor bad. */
function workerOfServer({ pool, pid, state }: ServiceStatus['workers'][number]): Finding {
  const [what, found] = [`worker ${pool}`, `process ${pid ?? 'not started'}, ${state}`];
  if (state === 'lost')
    return failed(what, found, 'read the log of the server, which says why; it tries again by itself');
  return state === 'ready' ? ok(what, found) : note(what, found);
}

async function withoutServer(config: Config, url: string, error: Error): Promise<readonly Finding[]> {
  if ('code' in error && error.code === 'ECONNREFUSED')
    return [note('server', `none runs at ${url}`), await checkPort(config)];
  return [failed('server', `${url}: ${error.message}`, 'choose another PORT, or stop what listens there')];
}

function plannedWorkers({ TANDEM_EBR_WORKERS: ebr, TANDEM_SLM_WORKERS: slm }: Config): Finding {
  return note('workers', `of a server that is started: ebr ${shownWorkers(ebr)}, slm ${shownWorkers(slm)}`);
}

function shownWorkers(setting: WorkersSetting): string {
  if (setting.kind === 'remote') return shownValue(setting.urls);
  const { minimum, maximum } = setting;
  return minimum === maximum ? String(minimum) : `${minimum} to ${maximum}`;
}

const statusOf = (url: string): Promise<ServiceStatus | Error> =>
  askReadiness(url, getGlobalDispatcher()).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
