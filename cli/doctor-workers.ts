/** What `tandem doctor` finds of workers that run by themselves elsewhere: whether each is there and ready. */

import { READY_PATH } from '../gpu-workers/worker-address.ts';
import { connectWorker } from '../gpu-workers/worker-client.ts';
import type { Config } from '../runtime/config.ts';
import type { PoolName } from '../runtime/pool-names.ts';
import type { WorkersSetting } from '../runtime/workers-setting.ts';
import { type Finding, failed, note, ok } from './doctor-findings.ts';
import { shownValue } from './shown-setting.ts';

const ASK_TIMEOUT_MS = 1_000;

/** Each address of TANDEM_EBR_WORKERS and TANDEM_SLM_WORKERS; nothing for child processes. */
export async function checkWorkers(config: Config): Promise<readonly Finding[]> {
  const pools = { ebr: config.TANDEM_EBR_WORKERS, slm: config.TANDEM_SLM_WORKERS };
  const checks = Object.entries(pools).flatMap(([pool, setting]) =>
    addressesOf(setting).map((url) => checkWorker(pool as PoolName, url)),
  );
  return Promise.all(checks);
}

const addressesOf = (setting: WorkersSetting): readonly string[] => (setting.kind === 'remote' ? setting.urls : []);

async function checkWorker(pool: PoolName, url: string): Promise<Finding> {
  const [what, place] = [`worker ${pool}`, shownValue(url)];
  const advice = `start it with "tandem worker ${pool}", or correct TANDEM_${pool.toUpperCase()}_WORKERS`;
  const client = connectWorker(pool, url);
  try {
    const { status } = await client.look(READY_PATH, AbortSignal.timeout(ASK_TIMEOUT_MS));
    if (status === 200) return ok(what, `${place} is ready`);
    if (status === 503) return note(what, `${place} is not ready yet`);
    return failed(what, `${place} answers with status ${status}, expected 200`, advice);
  } catch (error) {
    return failed(what, `${place} does not answer (${error instanceof Error ? error.message : error})`, advice);
  } finally {
    client.close();
  }
}
