/** Open Inference Protocol v2 with the binary tensor extension: requests and answers as bytes, both ways. */

import { z } from 'zod';
import { badInput } from '../runtime/errors.ts';
import { DATATYPES, type Tensor, tensorFromBytes, tensorFromJson, tensorToBytes, tensorToJson } from './tensors.ts';

/** Length of the JSON part; the raw tensors follow it. Absent when everything is JSON. */
export const HEADER_LENGTH = 'inference-header-content-length';

export type ParameterValue = string | number | boolean;
export type Parameters = Readonly<Record<string, ParameterValue>>;
export type NamedTensors = Readonly<Record<string, Tensor>>;

export interface InferRequest {
  readonly id?: string;
  readonly parameters: Parameters;
  readonly inputs: NamedTensors;
  /** Whether the caller wants the outputs as raw bytes. */
  readonly wantsBinary: boolean;
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

const parameters = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const wireTensor = z.object({
  name: z.string().min(1),
  datatype: z.enum(DATATYPES),
  shape: z.array(z.number().int().nonnegative()),
  parameters: z.looseObject({ binary_data_size: z.number().int().nonnegative().optional() }).optional(),
  data: z.unknown().optional(),
});
const requestHeader = z.object({
  id: z.string().optional(),
  parameters: parameters.optional(),
  inputs: z.array(wireTensor),
  outputs: z.array(z.object({ name: z.string(), parameters: parameters.optional() })).optional(),
});
const loadBody = z.object({ parameters: parameters.optional() });
const responseHeader = z.object({
  id: z.string().optional(),
  model_name: z.string(),
  parameters: parameters.optional(),
  outputs: z.array(wireTensor),
});

/** A request with raw tensors that asks for raw tensors back. */
export function encodeInferRequest(request: Omit<InferRequest, 'wantsBinary'>): Message {
  return message(
    (tensors) => ({ id: request.id, parameters: { ...request.parameters, binary_data_output: true }, inputs: tensors }),
    request.inputs,
    true,
  );
}

/** Throws BAD_USER_INPUT that says what is wrong with the message. */
export function decodeInferRequest(headerLength: string | undefined, body: Buffer): InferRequest {
  const { json, rest } = split(headerLength, body);
  const header = checked(requestHeader, json);
  const { binary_data_output: binaryOutput, ...given } = header.parameters ?? {};
  const wantsBinary =
    binaryOutput === true || (header.outputs ?? []).some((output) => output.parameters?.binary_data === true);
  const inputs = tensorsOf(header.inputs, rest);
  return { ...(header.id === undefined ? {} : { id: header.id }), parameters: given, inputs, wantsBinary };
}

/** Parameters of a load request of the model repository extension. Throws BAD_USER_INPUT like the others. */
export function decodeLoadRequest(body: Buffer): Parameters {
  return checked(loadBody, body).parameters ?? {};
}

export function encodeInferResponse(response: InferResponse, asBinary: boolean): Message {
  return message(
    (tensors) => ({
      id: response.id,
      model_name: response.modelName,
      model_version: '1',
      parameters: response.parameters,
      outputs: tensors,
    }),
    response.outputs,
    asBinary,
  );
}

export function decodeInferResponse(headerLength: string | undefined, body: Buffer): InferResponse {
  const { json, rest } = split(headerLength, body);
  const header = checked(responseHeader, json);
  return {
    ...(header.id === undefined ? {} : { id: header.id }),
    modelName: header.model_name,
    parameters: header.parameters ?? {},
    outputs: tensorsOf(header.outputs, rest),
  };
}

function message(headerOf: (tensors: readonly object[]) => object, tensors: NamedTensors, asBinary: boolean): Message {
  const raw: Buffer[] = [];
  const wire = Object.entries(tensors).map(([name, tensor]) => {
    const described = { name, datatype: tensor.datatype, shape: tensor.shape };
    if (!asBinary) return { ...described, data: tensorToJson(tensor) };
    const bytes = tensorToBytes(tensor);
    raw.push(bytes);
    return { ...described, parameters: { binary_data_size: bytes.length } };
  });
  const json = Buffer.from(JSON.stringify(headerOf(wire)));
  if (!asBinary) return { headers: { 'content-type': 'application/json' }, body: json };
  const headers = { 'content-type': 'application/octet-stream', [HEADER_LENGTH]: String(json.length) };
  return { headers, body: Buffer.concat([json, ...raw]) };
}

function split(headerLength: string | undefined, body: Buffer): { readonly json: Buffer; readonly rest: Buffer } {
  const length = headerLength === undefined ? body.length : Number(headerLength);
  if (!Number.isInteger(length) || length < 0 || length > body.length) {
    throw badInput(`${HEADER_LENGTH} must be 0 to the body's ${body.length} bytes, got ${headerLength}`);
  }
  return { json: body.subarray(0, length), rest: body.subarray(length) };
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
