/** Open Inference Protocol v2 with the binary tensor extension: requests and answers as bytes, both ways. */

import { z } from 'zod';
import { badInput } from '../runtime/errors.ts';
import { tensorFromBytes, tensorToBytes } from './tensor-bytes.ts';
import { tensorFromJson, tensorToJson } from './tensor-json.ts';
import { DATATYPES, type Tensor } from './tensors.ts';

/** Length of the JSON part; the raw tensors follow it. Absent when everything is JSON. */
export const HEADER_LENGTH = 'inference-header-content-length';
/** Of an inference request; one without it is interactive. Servers that are not ours take no notice of it. */
export const LANE_PARAMETER = 'lane';

export type ParameterValue = string | number | boolean;
export type Parameters = Readonly<Record<string, ParameterValue>>;
export type NamedTensors = Readonly<Record<string, Tensor>>;

export interface InferRequest {
  readonly id?: string;
  readonly parameters: Parameters;
  readonly inputs: NamedTensors;
  /** Whether the caller wants outputs as raw bytes, unless it says another thing of one of them. */
  readonly wantsBinary: boolean;
  /** The outputs that the caller wants, each in its form; all of them when absent. */
  readonly outputs?: readonly RequestedOutput[];
}

export interface RequestedOutput {
  readonly name: string;
  readonly isBinary: boolean;
}

export interface InferResponse {
  readonly id?: string;
  readonly modelName: string;
  readonly parameters: Parameters;
  readonly outputs: NamedTensors;
}

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** No tensor of a model has more; lists are nested as deep as the rank says, and that must not overflow the stack. */
const MAX_RANK = 32;

const parameterValue = z.union([z.string(), z.number(), z.boolean()]);
export const wireParameters = z.record(z.string(), parameterValue);
const wireTensor = z.object({
  name: z.string().min(1),
  datatype: z.enum(DATATYPES),
  shape: z.array(z.number().int().nonnegative()).max(MAX_RANK),
  parameters: z.looseObject({ binary_data_size: z.number().int().nonnegative().optional() }).nullish(),
  data: z.unknown().optional(),
});
const requestHeader = z.object({
  id: z.string().optional(),
  parameters: wireParameters.optional(),
  inputs: z.array(wireTensor),
  outputs: z.array(z.object({ name: z.string(), parameters: wireParameters.optional() })).optional(),
});
/** Other servers say null for what they leave out, and have parameters of their own. */
const responseHeader = z.object({
  id: z.string().nullish(),
  model_name: z.string(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.array(wireTensor),
});

/** With raw tensors it asks for raw tensors back. */
export function encodeInferRequest(
  { id, parameters: given, inputs }: Pick<InferRequest, 'id' | 'parameters' | 'inputs'>,
  asBinary = true,
): Message {
  const asked = asBinary ? { ...given, binary_data_output: true } : given;
  return message({ id, parameters: asked }, 'inputs', inputs, () => asBinary);
}

/** Throws BAD_USER_INPUT that says what is wrong with the message. */
export function decodeInferRequest(headerLength: string | undefined, body: Buffer): InferRequest {
  const { json, rest } = split(headerLength, body);
  const header = checked(requestHeader, json);
  const { binary_data_output: binaryOutput, ...given } = header.parameters ?? {};
  const wantsBinary = binaryOutput === true;
  const outputs = header.outputs?.map(({ name, parameters: own }) => {
    const isBinary = own?.binary_data ?? wantsBinary;
    if (typeof isBinary !== 'boolean')
      throw badInput(`binary_data of output "${name}" must be true or false, got ${JSON.stringify(isBinary)}`);
    return { name, isBinary };
  });
  return {
    ...(header.id === undefined ? {} : { id: header.id }),
    parameters: given,
    inputs: tensorsOf(header.inputs, rest),
    wantsBinary,
    ...(outputs === undefined ? {} : { outputs }),
  };
}

/** The outputs that were asked for, in the asked order and form. Throws BAD_USER_INPUT when one is not there. */
export function encodeInferResponse(
  response: InferResponse,
  { wantsBinary, outputs: asked }: Pick<InferRequest, 'wantsBinary' | 'outputs'>,
): Message {
  const { id, modelName, parameters: given, outputs } = response;
  const wanted = asked ?? Object.keys(outputs).map((name) => ({ name, isBinary: wantsBinary }));
  const forms = new Map(wanted.map(({ name, isBinary }) => [name, isBinary]));
  const chosen = Object.fromEntries([...forms.keys()].map((name) => [name, chosenOutput(outputs, name)]));
  const header = { id, model_name: modelName, model_version: '1', parameters: given };
  return message(header, 'outputs', chosen, (name) => forms.get(name) === true);
}

function chosenOutput(outputs: NamedTensors, name: string): Tensor {
  const tensor = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
  if (tensor !== undefined) return tensor;
  throw badInput(`the model has no output "${name}"; it has ${Object.keys(outputs).join(', ')}`);
}

/** Throws BAD_USER_INPUT too: the caller of a server knows that the server is to blame. */
export function decodeInferResponse(headerLength: string | undefined, body: Buffer): InferResponse {
  const { json, rest } = split(headerLength, body);
  const header = checked(responseHeader, json);
  return {
    ...(typeof header.id === 'string' ? { id: header.id } : {}),
    modelName: header.model_name,
    parameters: Object.fromEntries(Object.entries(header.parameters ?? {}).filter(isOfValue)),
    outputs: tensorsOf(header.outputs, rest),
  };
}

const isOfValue = (entry: [string, unknown]): entry is [string, ParameterValue] =>
  parameterValue.safeParse(entry[1]).success;

/** `header` and the tensors under `field`; the JSON of the tensors is text already, because JSON.stringify has no 64-bit numbers. */
function message(
  header: object,
  field: 'inputs' | 'outputs',
  tensors: NamedTensors,
  isBinary: (name: string) => boolean,
): Message {
  const raw: Buffer[] = [];
  const described = Object.entries(tensors).map(([name, tensor]) => {
    const { datatype, shape } = tensor;
    if (!isBinary(name)) {
      const text = JSON.stringify({ name, datatype, shape });
      return `${text.slice(0, -1)},"data":${tensorToJson(tensor)}}`;
    }
    const bytes = tensorToBytes(tensor);
    raw.push(bytes);
    return JSON.stringify({ name, datatype, shape, parameters: { binary_data_size: bytes.length } });
  });
  const json = Buffer.from(`${JSON.stringify(header).slice(0, -1)},"${field}":[${described.join(',')}]}`);
  if (raw.length === 0) return { headers: { 'content-type': 'application/json' }, body: json };
  const headers = { 'content-type': 'application/octet-stream', [HEADER_LENGTH]: String(json.length) };
  return { headers, body: Buffer.concat([json, ...raw]) };
}

function split(headerLength: string | undefined, body: Buffer): { readonly json: Buffer; readonly rest: Buffer } {
  const length = headerLength === undefined ? body.length : wholeNumber(headerLength);
  if (length === null || length > body.length) {
    throw badInput(`${HEADER_LENGTH} must be 0 to the body's ${body.length} bytes, got ${headerLength}`);
  }
  return { json: body.subarray(0, length), rest: body.subarray(length) };
}

/** Digits only: Number would also take an empty text, spaces and 0x10. */
const wholeNumber = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

/** Reads a JSON body by its schema; an empty one is an empty object. Throws BAD_USER_INPUT. */
export function decodeBody<T>(schema: z.ZodType<T>, body: Buffer): T {
  return checked(schema, body.length === 0 ? Buffer.from('{}') : body);
}

function checked<T>(schema: z.ZodType<T>, json: Buffer): T {
  const parsed = schema.safeParse(parseJson(json));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`);
  throw badInput(`not an inference message: ${problems.join('; ')}`);
}

function parseJson(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch (error) {
    throw badInput(
      `the JSON part of the message cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function tensorsOf(wire: readonly z.infer<typeof wireTensor>[], rest: Buffer): NamedTensors {
  const tensors: Record<string, Tensor> = Object.create(null) as Record<string, Tensor>;
  let at = 0;
  for (const { name, datatype, shape, parameters: given, data } of wire) {
    if (name in tensors) throw badInput(`tensor "${name}" came twice`);
    const size = given?.binary_data_size;
    if (size === undefined) {
      tensors[name] = tensorFromJson(name, datatype, shape, data);
      continue;
    }
    if (at + size > rest.length)
      throw badInput(`tensor "${name}" needs ${size} bytes, the message has ${rest.length - at} left`);
    tensors[name] = tensorFromBytes(name, datatype, shape, rest.subarray(at, at + size));
    at += size;
  }
  if (at !== rest.length) throw badInput(`the message has ${rest.length - at} bytes that belong to no tensor`);
  return tensors;
}
