/** Tells subgraphs in other processes who calls: signed, and left out for the one whom they take a stranger for in development. */

import { developmentViewer } from '../../account/viewer.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/ids.ts';
import { sealCaller } from '../../subgraphs/sealed-caller.ts';
import type { SealCaller } from './remote-subgraph.ts';

/** `signer` is asked for at the first caller that has to be told, so that development needs no secret in common. */
export function createSealCaller(signer: () => Signer, clock: Clock): SealCaller {
  let known: Signer | null = null;
  return (caller, use) => {
    if (caller === developmentViewer) return null;
    known ??= signer();
    return sealCaller(caller, use, known, clock);
  };
}
