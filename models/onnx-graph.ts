/** Writes an ONNX model as bytes: nodes, constants, weights that lie elsewhere, and branches; for graphs whose sizes are known only when they run. */

import { bytes, join, number, text } from './protobuf.ts';

/** Of onnx.proto (ONNX 1.16): numbers of the element types that our graphs use. */
const ELEMENT_TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

type TypedValues = Float32Array | Int32Array | BigInt64Array | Uint8Array;
/** A whole number, or a branch. */
type Attribute = number | { readonly kind: 'graph'; readonly bytes: Uint8Array };

/** Where the bytes of a weight lie: a file beside the model, or memory that is handed over with it under that name. */
export interface Elsewhere {
  readonly location: string;
  readonly offset?: number;
  readonly bytes: number;
}

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string;
}

export type Branch = (graph: OnnxGraph) => string;

/** A value whose first axis is walked along, and what one step of it is. */
export interface Walked {
  readonly value: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  /** Names the input. A size of text is free. */
  readonly input: (name: string, type: ElementType, shape: readonly (number | string)[]) => string;
  /** One output; its name comes back. */
  readonly node: (operator: string, inputs: readonly string[], options?: NodeOptions) => string;
  readonly nodes: (
    operator: string,
    inputs: readonly string[],
    outputs: number,
    options?: NodeOptions,
  ) => readonly string[];
  readonly constant: (values: TypedValues, shape: readonly number[]) => string;
  readonly weight: (name: string, type: ElementType, shape: readonly number[], where: Elsewhere) => string;
  readonly cast: (value: string, type: ElementType) => string;
  /** What one of two branches answers; they may read every name made so far, and what they make stays theirs. */
  readonly either: (condition: string, then: Branch, otherwise: Branch) => string;
  /** What `step` makes of the first of all values, then of the second …, one after the other, along a new first axis. */
  readonly each: (values: readonly Walked[], step: (graph: OnnxGraph, own: readonly string[]) => string) => string;
}

const IR_VERSION = 10;
const OPSET = 21;
export const MICROSOFT = 'com.microsoft';
const EXTERNAL = 1;

/** The model of the graph that `build` makes; it answers the outputs by their names. */
export function onnxModel(build: (graph: OnnxGraph) => Readonly<Record<string, string>>): Uint8Array {
  const names = { count: 0 };
  const draft = openGraph(names, [text(2, 'model')]);
  const outputs = Object.entries(build(draft.graph)).map(([name, value]) => {
    draft.call(value, name);
    return name;
  });
  for (const name of outputs) draft.add(12, text(1, name));
  return join([
    number(1, IR_VERSION),
    bytes(8, join([text(1, ''), number(2, OPSET)])),
    bytes(8, join([text(1, MICROSOFT), number(2, 1)])),
    bytes(7, draft.bytes()),
  ]);
}

/** Fields of a GraphProto, which may begin with some that are there. */
export function openGraph(names: { count: number }, head: readonly Uint8Array[]) {
  const parts: Uint8Array[] = [...head];
  const add = (field: number, part: Uint8Array): void => void parts.push(bytes(field, part));
  const named = (): string => `v${names.count++}`;
  const nodes: OnnxGraph['nodes'] = (operator, inputs, outputs, options = {}) => {
    const made = Array.from({ length: outputs }, named);
    add(1, nodeBytes(operator, inputs, made, options));
    return made;
  };
  const graph: OnnxGraph = {
    input: (name, type, shape) => {
      add(11, join([text(1, name), bytes(2, tensorType(type, shape))]));
      return name;
    },
    nodes,
    node: (operator, inputs, options) => nodes(operator, inputs, 1, options)[0] ?? '',
    constant: (values, shape) => {
      const name = named();
      const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      add(5, join([...tensorHead(name, typeOf(values), shape), bytes(9, raw)]));
      return name;
    },
    weight: (name, type, shape, where) => {
      add(5, join([...tensorHead(name, type, shape), ...whereBytes(where), number(14, EXTERNAL)]));
      return name;
    },
    cast: (value, type) => graph.node('Cast', [value], { attributes: { to: ELEMENT_TYPES[type] } }),
    either: (condition, then, otherwise) => {
      const attributes = { then_branch: branchOf(names, then), else_branch: branchOf(names, otherwise) };
      return graph.node('If', [condition], { attributes });
    },
    each: (values, step) => {
      const body = branchOf(names, (inner) =>
        step(
          inner,
          values.map(({ type, shape }) => inner.input(named(), type, shape)),
        ),
      );
      const attributes = { body, num_scan_inputs: values.length };
      return graph.node(
        'Scan',
        values.map(({ value }) => value),
        { attributes },
      );
    },
  };
  /** Gives a value a name that is known elsewhere. */
  const call = (value: string, name: string): void => add(1, nodeBytes('Identity', [value], [name], {}));
  return { graph, add, call, bytes: () => join(parts) };
}

/** A branch must answer a value of its own, also when it hands on one from outside. */
function branchOf(names: { count: number }, build: Branch): Attribute {
  const draft = openGraph(names, [text(2, `branch${names.count++}`)]);
  const own = draft.graph.node('Identity', [build(draft.graph)]);
  draft.add(12, text(1, own));
  return { kind: 'graph', bytes: draft.bytes() };
}

function nodeBytes(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  { attributes = {}, domain = '' }: NodeOptions,
): Uint8Array {
  return join([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeBytes(name, value))),
    text(7, domain),
  ]);
}

function attributeBytes(name: string, value: Attribute): Uint8Array {
  const [INT, GRAPH] = [2, 5];
  if (typeof value === 'number') return join([text(1, name), number(3, value), number(20, INT)]);
  return join([text(1, name), bytes(6, value.bytes), number(20, GRAPH)]);
}

function tensorHead(name: string, type: ElementType, shape: readonly number[]): readonly Uint8Array[] {
  return [...shape.map((size) => number(1, size)), number(2, ELEMENT_TYPES[type]), text(8, name)];
}

function whereBytes({ location, offset = 0, bytes: length }: Elsewhere): readonly Uint8Array[] {
  const entries = { location, offset: String(offset), length: String(length) };
  return Object.entries(entries).map(([key, value]) => bytes(13, join([text(1, key), text(2, value)])));
}

function tensorType(type: ElementType, shape: readonly (number | string)[]): Uint8Array {
  const sizes = shape.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : text(2, size)));
  return bytes(1, join([number(1, ELEMENT_TYPES[type]), bytes(2, join(sizes))]));
}

function typeOf(values: TypedValues): ElementType {
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Int32Array) return 'int32';
  return values instanceof BigInt64Array ? 'int64' : 'uint8';
}
