/** Rewrites a model for GPUs: what their execution providers have no kernel for becomes operators that they have. */

import { TandemError } from '../runtime/errors.ts';
import { type OnnxGraph, openGraph } from './onnx-graph.ts';
import { bytes, type Field, fieldsOf, join, text, textOf } from './protobuf.ts';

interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly fields: readonly Field[];
}

/** Numbers of the fields of a ModelProto, a GraphProto and a NodeProto. */
const GRAPH = 7;
const NODE = 1;
const NODE_TEXTS = { inputs: 1, outputs: 2, operator: 4 } as const;
/** What ONNX Runtime adds to the logit of a masked key by itself. */
const MASKED = 10_000;

type Draft = ReturnType<typeof openGraph>;

/** Other operators stay as they are. */
const REWRITERS: Readonly<Record<string, (draft: Draft, node: OnnxNode) => void>> = {
  QuantizeLinear: (draft, node) => draft.call(wholeRows(draft.graph, node), node.outputs[0] ?? ''),
  MatMulIntegerToFloat: (draft, node) => draft.call(floatProduct(draft.graph, node), node.outputs[0] ?? ''),
  MultiHeadAttention: addMask,
};

/**
 * The model with the same inputs, outputs and answers but for the rounding of floats. Integer products become products of floats:
 * activations are still rounded to whole numbers of 8 bits, which floats hold, also where a device multiplies with fewer digits.
 * Masks of keys become what is added to the logits, because WebGPU knows no other. For models as training/bert_graph.py writes
 * them; throws MODEL_INVALID for other products of integers.
 */
export function deviceModel(model: Uint8Array): Uint8Array {
  const parts = fieldsOf(model).map(({ field, whole, content }) =>
    field === GRAPH ? bytes(GRAPH, rewritten(content)) : whole,
  );
  return join(parts);
}

function rewritten(graph: Uint8Array): Uint8Array {
  const fields = fieldsOf(graph);
  const isNode = ({ field }: Field): boolean => field === NODE;
  const others = fields.filter((field) => !isNode(field)).map(({ whole }) => whole);
  const draft = openGraph({ count: 0 }, others);
  const nodes = fields.filter(isNode).map(nodeOf);
  requireQuantisedRows(nodes);
  for (const node of withoutZeroPoints(nodes)) {
    const rewrite = REWRITERS[node.operator];
    if (rewrite === undefined) draft.add(NODE, join(node.fields.map(({ whole }) => whole)));
    else rewrite(draft, node);
  }
  return draft.bytes();
}

function nodeOf({ content }: Field): OnnxNode {
  const fields = fieldsOf(content);
  const textsOf = (wanted: number): readonly string[] =>
    fields.filter(({ field }) => field === wanted).map((field) => textOf(field));
  const [operator = ''] = textsOf(NODE_TEXTS.operator);
  return { operator, inputs: textsOf(NODE_TEXTS.inputs), outputs: textsOf(NODE_TEXTS.outputs), fields };
}

const isQuantising = ({ operator }: OnnxNode): boolean => operator === 'QuantizeLinear';

function requireQuantisedRows(nodes: readonly OnnxNode[]): void {
  const rows = new Set(nodes.filter(isQuantising).flatMap(({ outputs }) => outputs));
  for (const { operator, inputs } of nodes) {
    if (operator !== 'MatMulIntegerToFloat' || rows.has(inputs[0] ?? '')) continue;
    throw new TandemError(
      'MODEL_INVALID',
      `expected rows of QuantizeLinear on the left of a product of integers, got "${inputs[0]}"; write the model with training/bert_graph.py`,
    );
  }
}

/** The zero point of the rows is that of the products: where both are floats, nobody needs it. */
function withoutZeroPoints(nodes: readonly OnnxNode[]): readonly OnnxNode[] {
  const zeroPoints = new Set(nodes.filter(isQuantising).map(({ inputs }) => inputs[2]));
  return nodes.filter(({ outputs }) => !outputs.some((name) => zeroPoints.has(name)));
}

/** fp32 [rows, k], whole numbers around 0. */
function wholeRows(graph: OnnxGraph, { inputs: [values = '', scales = ''] }: OnnxNode): string {
  const column = graph.node('Unsqueeze', [scales, whole(graph, 1)]);
  return graph.node('Round', [graph.node('Div', [values, column])]);
}

/** fp32 [rows, n]. */
function floatProduct(graph: OnnxGraph, { inputs }: OnnxNode): string {
  const [rows = '', weight = '', rowScale = '', weightScale = ''] = inputs;
  const sums = graph.node('MatMul', [rows, graph.cast(weight, 'float32')]);
  return graph.node('Mul', [sums, graph.node('Mul', [rowScale, weightScale])]);
}

/** The inputs are query [n, s, d], key, value, bias, mask of keys [n, t], and what is added to the logits [n, 1, s, t]. */
function addMask(draft: Draft, { inputs, fields }: OnnxNode): void {
  const { graph } = draft;
  const [query = '', key = '', value = '', bias = '', mask = ''] = inputs;
  const others = fields.filter(({ field }) => field !== NODE_TEXTS.inputs).map(({ whole: copied }) => copied);
  const masked = graph.node('Sub', [graph.cast(mask, 'float32'), graph.constant(Float32Array.of(1), [])]);
  const added = graph.node('Mul', [masked, graph.constant(Float32Array.of(MASKED), [])]);
  const rows = graph.node('Shape', [query], { attributes: { start: 1, end: 2 } });
  const shape = graph.node('Concat', [whole(graph, 1, 1), rows, whole(graph, 1)], { attributes: { axis: 0 } });
  const logits = graph.node('Expand', [graph.node('Unsqueeze', [added, whole(graph, 1, 2)]), shape]);
  const wanted = [query, key, value, bias, '', logits].map((name) => text(NODE_TEXTS.inputs, name));
  draft.add(NODE, join([...wanted, ...others]));
}

const whole = (graph: OnnxGraph, ...values: readonly number[]): string =>
  graph.constant(BigInt64Array.from(values, BigInt), [values.length]);
