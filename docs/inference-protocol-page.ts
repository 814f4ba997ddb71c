/** The page about Open Inference Protocol v2, written from the models that workers serve and from their routes. */

import { CODE_BY_STATUS } from '../gpu-workers/answer-error.ts';
import { createFakeBackend } from '../gpu-workers/backends/fake.ts';
import { LANE_PARAMETER } from '../gpu-workers/protocol.ts';
import type { ServedModel, TensorDescription } from '../gpu-workers/served-model.ts';
import { serveEmbed } from '../gpu-workers/tasks/embed.ts';
import { serveItemEncoder } from '../gpu-workers/tasks/encode-items.ts';
import { serveScore } from '../gpu-workers/tasks/score.ts';
import { serveSearch } from '../gpu-workers/tasks/search.ts';
import { serveUnderstand } from '../gpu-workers/tasks/understand.ts';
import { DATATYPES } from '../gpu-workers/tensors.ts';
import { termSchema } from '../gpu-workers/term-scores.ts';
import { MOST_PASSED } from '../gpu-workers/turns.ts';
import { ROUTES } from '../gpu-workers/worker-routes.ts';
import { STATUS_BY_CODE } from '../gpu-workers/worker-server.ts';
import { ERROR_KINDS } from '../runtime/errors.ts';
import { markdownTable } from './markdown-table.ts';

export function inferenceProtocolPage(): string {
  return [
    '# Inference protocol',
    INTRODUCTION,
    `## Models\n\n${markdownTable(['model', 'inputs', 'outputs'], servedModels().map(modelRow))}\n\n${MODELS}\n\n${TERMS}\n\n${markdownTable(['kind', 'fields', 'adds'], termRows())}`,
    `## Routes\n\n${markdownTable(
      ['method', 'path'],
      ROUTES.map(({ method, path }) => [method, `\`${path}\``]),
    )}\n\n${ROUTES_NOTE}`,
    `## Errors\n\n${ERRORS}\n\n${markdownTable(['code', 'status of our workers'], codeRows())}\n\n${markdownTable(['status of another server', 'code here'], statusRows())}`,
    BEHIND,
  ].join('\n\n');
}

/** The stand-in has the shapes of the models of the manifest. */
function servedModels(): readonly ServedModel[] {
  const backend = createFakeBackend();
  const none = (): Promise<never> => Promise.reject(new Error('the page describes models and runs none'));
  return [
    serveEmbed(backend),
    ...(backend.packed === null ? [] : [serveItemEncoder(backend.packed)]),
    serveSearch(backend, 'jobs', { parts: none, vectors: none, attributes: none }),
    serveSearch(backend, 'people', { parts: none, vectors: none, attributes: none }),
    serveScore(backend, { parts: none, load: none }),
    serveUnderstand(backend),
  ];
}

const modelRow = ({ name, inputs, outputs }: ServedModel): readonly string[] => [
  `\`${name}\``,
  inputs.map(described).join('<br>'),
  outputs.map(described).join('<br>'),
];
const described = ({ name, datatype, shape }: TensorDescription): string =>
  `\`${name}\` ${datatype} [${shape.join(', ')}]`;
const termRows = (): readonly (readonly string[])[] =>
  termSchema.options.map(({ shape, description }) => [
    `\`${shape.kind.value}\``,
    Object.keys(shape)
      .filter((name) => name !== 'kind')
      .map((name) => `\`${name}\``)
      .join(', '),
    description ?? '',
  ]);
const codeRows = (): readonly (readonly string[])[] =>
  Object.entries(STATUS_BY_CODE).map(([code, status]) => [`\`${code}\``, String(status)]);
const statusRows = (): readonly (readonly string[])[] =>
  Object.entries(CODE_BY_STATUS).map(([status, code]) => [
    status,
    `\`${code}\`${ERROR_KINDS[code].retryable ? ', a retry helps' : ''}`,
  ]);

const INTRODUCTION = `Workers speak Open Inference Protocol v2, the protocol of KServe and NVIDIA Triton, over HTTP: JSON, and raw tensors where a request has
the header \`inference-header-content-length\` or asks for \`binary_data\`. Datatypes: ${DATATYPES.join(', ')}. BYTES are UTF-8. Written from
\`gpu-workers/\`; \`npm run docs\` writes it again.`;

const MODELS = `A size of −1 is free. \`encoder\`: \`role\` is query or document. \`ranker\`: \`query_of\` is the place of each item's query, and an item is one of
\`document\` (a position of the index version in parameter \`index_version\`), \`text\`, or \`item\` with \`item_scale\` (8-bit codes and scales of its vectors);
the first number of \`score\` is p_yes. Index models: parameter \`index_version\`; \`filter\` is a predicate as JSON or empty; id −1 with score −inf fills up,
and JSON, which has no infinity, says the least 32-bit float. \`understanding\`: a reading as JSON.`;

const TERMS = `\`terms\` may be left out; else it has one text for each query: empty, or a JSON list of terms, each an object with its \`kind\` and all fields of the table.
A term adds its \`weight\` or a part of it to the cosine of each document; \`field\` is an attribute of the index that holds numbers, and what a document
does not tell adds nothing. \`score\` is the cosine with what the terms add. \`cosine\`, without them, comes only where a query has
terms. Both are of the same \`id\`s, best \`score\` first.`;

const ROUTES_NOTE = `The only version is 1. \`load\` has a worker read an index version (parameter \`index_version\`) before requests name it. Another method is 405, a body
over 64 MB 413, a compressed one 415, \`unload\` 501.

A worker computes one request after the other, whoever sent it: those whose parameter \`${LANE_PARAMETER}\` is \`batch\` when no other one waits, and each
of them behind ${MOST_PASSED} later ones at most. A request without the parameter is one that somebody waits for.`;

const ERRORS =
  'Every error is `{"error": "what was expected and what came"}`, with our code in `code` where it has one. A code that is not listed is 500.';

const BEHIND = `## Triton behind Tandem

\`TANDEM_BACKEND=inference-protocol TANDEM_BACKEND_URL=http://host:8000 npm start\`

Serve any of \`encoder\`, \`item-encoder\`, \`ranker\` and \`understanding\` there, with the tensors above and without Triton's batch dimension (\`max_batch_size: 0\`);
Tandem batches by itself. What the server lacks, and the search of vectors, runs here on ONNX Runtime. \`test/gpu-workers/third-party/triton_server.py\` is
such a server: Triton with the models of \`models/\` in its Python backend. They must be the models of \`models/manifest.json\`, because the vectors of the
index and the cached scores are named after them; each worker asks for known answers at its start and does not serve when one is wrong.

A server that does not list the extension \`binary_tensor_data\` in \`GET /v2\`, such as MLServer, is spoken to in JSON.

## Servers that only rank

\`TANDEM_BACKEND=rerank TANDEM_RANKER=full-text\` asks \`/v1/rerank\` (vLLM, SGLang, llama-server, Cohere's shape) or \`/rerank\` (Text Embeddings Inference), whichever
answers at the start; scores outside 0 to 1 are taken for logits. \`TANDEM_BACKEND=sglang TANDEM_RANKER=full-text TANDEM_BACKEND_LABELS=9454,2753\` asks \`/v1/score\`
for the probability of the token yes; with \`TANDEM_BACKEND_ITEM_TOKEN\` and \`TANDEM_BACKEND_TOKENIZER\` it sends item vectors instead of texts, for a model that
was trained for them. Both refuse a server that puts a text that does not fit above one that does, so a model without its prompt template does not serve.
`;
