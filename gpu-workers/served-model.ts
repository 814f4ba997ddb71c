/** One model as a worker offers it on the wire: its tensors, how it answers, how it proves that it works. */

import type { BackendTimes } from './backends/answers.ts';
import type { InferRequest, NamedTensors, Parameters } from './protocol.ts';
import type { Datatype } from './tensors.ts';

/** A size of −1 is free. */
export interface TensorDescription {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
}

export interface Served extends BackendTimes {
  readonly outputs: NamedTensors;
  /** Texts, queries or pairs computed. */
  readonly items: number;
}

export interface ServedModel {
  readonly name: string;
  readonly task: 'embed' | 'search' | 'score' | 'understand';
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
  /** Throws BAD_USER_INPUT for tensors that do not fit. */
  readonly infer: (request: InferRequest) => Promise<Served>;
  /** Runs once with a known answer, which also warms caches; throws when the answer is wrong. */
  readonly probe: () => Promise<void>;
  /** Loads what later requests name in their parameters; only models that have versions. */
  readonly load?: (parameters: Parameters) => Promise<void>;
}
