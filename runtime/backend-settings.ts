/** What the backends that ask a server elsewhere need of the other settings. */

export interface BackendSettings {
  readonly TANDEM_BACKEND: string;
  readonly TANDEM_BACKEND_URL?: string | undefined;
  readonly TANDEM_BACKEND_LABELS?: readonly number[] | undefined;
  readonly TANDEM_BACKEND_ITEM_TOKEN?: number | undefined;
  readonly TANDEM_BACKEND_TOKENIZER?: string | undefined;
  readonly TANDEM_RANKER: string;
}

/** The settings that are missing, as sentences name them; empty where none is. */
export function missingForBackend(config: BackendSettings): readonly string[] {
  const { TANDEM_BACKEND: backend, TANDEM_BACKEND_ITEM_TOKEN: itemToken } = config;
  if (backend === 'onnx' || backend === 'fake') return [];
  const readsItems = backend === 'inference-protocol' || (backend === 'sglang' && itemToken !== undefined);
  const needs: readonly (readonly [isThere: boolean, what: string])[] = [
    [config.TANDEM_BACKEND_URL !== undefined, 'TANDEM_BACKEND_URL'],
    [backend !== 'sglang' || config.TANDEM_BACKEND_LABELS !== undefined, 'TANDEM_BACKEND_LABELS'],
    [itemToken === undefined || config.TANDEM_BACKEND_TOKENIZER !== undefined, 'TANDEM_BACKEND_TOKENIZER'],
    [readsItems || config.TANDEM_RANKER === 'full-text', 'TANDEM_RANKER=full-text, as it reads texts'],
  ];
  return needs.filter(([isThere]) => !isThere).map(([, what]) => what);
}
