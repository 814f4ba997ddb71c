/** Workers without processes: a supervisor whose workers answer, die and come back when the test says so. */
import type { InferResponse } from '../../gpu-workers/protocol.ts';
import type { ReadyWorker, Supervisor, SupervisorEvents } from '../../gpu-workers/supervisor.ts';
import { fp32 } from '../../gpu-workers/tensors.ts';
import type { BatchRequest } from '../../gpu-workers/work-items.ts';
import { TandemError } from '../../runtime/errors.ts';

/** One batch that a worker was sent and has not answered. */
export interface SentBatch {
  readonly worker: string;
  readonly texts: readonly string[];
  /** Answers each text with its own score, half of the length of the text modulo 100. */
  readonly answer: () => void;
  readonly answerWith: (response: InferResponse) => void;
  readonly reject: (error: TandemError) => void;
}

export interface StubWorkers {
  readonly supervise: (events: SupervisorEvents) => Supervisor;
  readonly start: (name: string) => void;
  /** The connection of the worker breaks, then its process is reported gone. */
  readonly die: (name: string) => void;
  /** Batches without an answer, oldest first. */
  readonly sent: readonly SentBatch[];
  /** All that was ever sent: `worker: text, text`. */
  readonly log: readonly string[];
  /** The id of each request that was ever sent. */
  readonly ids: readonly (string | undefined)[];
  readonly killed: readonly string[];
  /** What `readyInMs` says while no worker is ready. */
  comingBackInMs: number;
}

export const scoreOfText = (text: string): number => (text.length % 100) / 200;

/** `isShared`: others send work to them too. */
export function createStubWorkers(isShared = false): StubWorkers {
  const ready = new Map<string, ReadyWorker>();
  const sent: SentBatch[] = [];
  const log: string[] = [];
  const ids: (string | undefined)[] = [];
  const killed: string[] = [];
  let listener: SupervisorEvents | null = null;
  const remove = (batch: SentBatch): void => void sent.splice(sent.indexOf(batch), 1);

  const infer = (worker: string, request: BatchRequest): Promise<InferResponse> =>
    new Promise((resolve, reject) => {
      ids.push(request.id);
      const texts = request.inputs.text?.datatype === 'BYTES' ? request.inputs.text.data : [];
      log.push(`${worker}: ${texts.join(', ')}`);
      const batch: SentBatch = {
        worker,
        texts,
        answer: () => batch.answerWith(scoreResponse(texts)),
        answerWith: (response) => {
          remove(batch);
          resolve(response);
        },
        reject: (error) => {
          remove(batch);
          reject(error);
        },
      };
      sent.push(batch);
    });

  const stub: StubWorkers = {
    sent,
    log,
    ids,
    killed,
    comingBackInMs: 100,
    supervise: (events) => {
      listener = events;
      return {
        status: () => [],
        ready: () => [...ready.values()],
        readyInMs: () => (ready.size > 0 ? 0 : stub.comingBackInMs),
        setCount: () => undefined,
        close: async () => undefined,
      };
    },
    start: (name) => {
      const client = {
        infer: (request: BatchRequest) => infer(name, request),
        load: async () => undefined,
      };
      const worker = { name, client, isShared, kill: () => void killed.push(name) };
      ready.set(name, worker);
      listener?.onReady(worker);
    },
    die: (name) => {
      const worker = ready.get(name);
      ready.delete(name);
      for (const batch of sent.filter((other) => other.worker === name))
        batch.reject(new TandemError('WORKER_UNAVAILABLE', 'connection broke'));
      if (worker !== undefined) listener?.onGone(worker);
    },
  };
  return stub;
}

export function scoreResponse(texts: readonly string[]): InferResponse {
  const outputs = { score: fp32([texts.length, 1], Float32Array.from(texts, scoreOfText)) };
  return { modelName: 'ranker', outputs, parameters: { tokenize_ms: 1, compute_ms: 2 } };
}
