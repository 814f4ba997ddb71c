/** Scores of a server that ranks for us are kept under the name of that server, so that they never pass for those of our models. */

import type { Config } from '../runtime/config.ts';
import { stableId } from '../runtime/ids.ts';
import type { RankerChoice, Rankers } from '../search/rank/rankers.ts';

export function namedAfterServer(
  config: Pick<Config, 'TANDEM_BACKEND' | 'TANDEM_BACKEND_URL' | 'TANDEM_BACKEND_MODEL'>,
  rankers: Rankers,
): Rankers {
  const { TANDEM_BACKEND: backend, TANDEM_BACKEND_URL: url = '', TANDEM_BACKEND_MODEL: model = '' } = config;
  // Servers of the inference protocol serve the models of the manifest, and prove it.
  if (backend !== 'rerank' && backend !== 'sglang') return rankers;
  const renamed = <Choice extends RankerChoice>(choice: Choice): Choice => ({
    ...choice,
    // Every caller reads versions, and the address of a server is nobody's business.
    version: [backend, stableId(url), model, choice.version].join(' '),
  });
  return {
    packed: rankers.packed === null ? null : renamed(rankers.packed),
    fullText: rankers.fullText === null ? null : renamed(rankers.fullText),
  };
}
