/** Opens the backend that a worker was told to use; what scores only stands on ONNX Runtime for everything else. */

import { readManifest } from '../../models/manifest.ts';
import { loadTokenIds } from '../../models/tokenizer.ts';
import { loadConfig } from '../../runtime/config.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { WorkerOptions } from '../worker-options.ts';
import type { Backend } from './backend.ts';

type BackendOptions = Pick<WorkerOptions, 'pool' | 'backend' | 'device' | 'threads' | 'remote'>;

/** Only what is needed is imported: ONNX Runtime alone takes a good part of the time until a worker is back. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  const open = Object.hasOwn(OPENERS, options.backend) ? OPENERS[options.backend] : undefined;
  if (open !== undefined) return open(options);
  const module = (await import(options.backend)) as {
    readonly createBackend: (options: BackendOptions) => Backend | Promise<Backend>;
  };
  return module.createBackend(options);
}

const OPENERS: Readonly<Record<string, (options: BackendOptions) => Promise<Backend>>> = {
  fake: async () => (await import('./fake.ts')).createFakeBackend(undefined, itemSlots()),
  onnx: openOnnx,
  'inference-protocol': async (options) => {
    const { createInferenceProtocolBackend } = await import('./inference-protocol.ts');
    return createInferenceProtocolBackend(remoteOf(options).url, await openOnnx(options));
  },
  rerank: async (options) => {
    const local = await openOnnx(options);
    if (options.pool !== 'slm') return local;
    const { createRerankBackend } = await import('./rerank.ts');
    return rankingWith(local, await createRerankBackend(remoteOf(options)));
  },
  sglang: async (options) => {
    const local = await openOnnx(options);
    if (options.pool !== 'slm') return local;
    const { createSglangBackend } = await import('./sglang.ts');
    const { itemToken, tokenizer, ...remote } = remoteOf(options);
    if (itemToken === undefined || tokenizer === undefined || local.packed === null)
      return rankingWith(local, await createSglangBackend(remote));
    const packed = { local: local.packed, itemToken, tokenIds: loadTokenIds(tokenizer) };
    return rankingWith(local, await createSglangBackend({ ...remote, packed }));
  },
};

async function openOnnx(options: BackendOptions): Promise<Backend> {
  const [{ createOnnxBackend }, { requireDevice }] = await Promise.all([import('./onnx.ts'), import('./device.ts')]);
  await requireDevice(options.device);
  return createOnnxBackend(options);
}

/** Readings, vectors and the index come from this machine; over there items are scored, or texts where it takes no items. */
function rankingWith(local: Backend, ranker: Backend): Backend {
  const close = async (): Promise<void> => void (await Promise.all([local.close(), ranker.close()]));
  const score = ranker.packed === null ? ranker.score : local.score;
  return { ...local, name: ranker.name, score, packed: ranker.packed, close };
}

/** The key is no option, because everybody on the machine can read those of a process; environment and settings file are inherited. */
function remoteOf({ backend, remote }: BackendOptions) {
  if (remote === undefined)
    throw new TandemError('CONFIG_INVALID', `TANDEM_BACKEND=${backend} needs TANDEM_BACKEND_URL`);
  const { TANDEM_BACKEND_KEY: key } = loadConfig(process.env);
  return key === undefined ? remote : { ...remote, key };
}

/** The stand-in writes as many vectors an item as the model of the manifest. */
function itemSlots(): number | undefined {
  return readManifest().files.find(({ name }) => name === 'item-encoder')?.slots;
}
