/** Messages of the inference protocol survive both wire forms, and wrong ones are refused with the reason. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeInferRequest,
  decodeInferResponse,
  encodeInferRequest,
  encodeInferResponse,
  HEADER_LENGTH,
  type NamedTensors,
} from '../../gpu-workers/protocol.ts';
import { fp32, int32, int64, strings, type Tensor } from '../../gpu-workers/tensors.ts';

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const tensor: fc.Arbitrary<Tensor> = fc.oneof(
  fc.array(fc.string({ unit: 'grapheme' })).map(strings),
  fc.array(float).map((values) => fp32([values.length], Float32Array.from(values))),
  fc.array(fc.integer()).map((values) => int32([values.length], Int32Array.from(values))),
  fc.array(fc.maxSafeInteger()).map((values) => int64([values.length], BigInt64Array.from(values, BigInt))),
);
const tensors = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tensor);
const parameters = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean()));

/** Dictionaries of tensors compare by entries, whatever their prototype. */
const entries = (named: NamedTensors): unknown => Object.entries(named);
const request = (header: object): Buffer => Buffer.from(JSON.stringify(header));
const refusal = (header: object | string, headerLength?: string): string => {
  const body = typeof header === 'string' ? Buffer.from(header) : request(header);
  try {
    decodeInferRequest(headerLength, body);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
};

describe('a request', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(tensors, parameters, fc.string(), (inputs, given, id) => {
        const { headers, body } = encodeInferRequest({ id, inputs, parameters: given });
        const read = decodeInferRequest(headers[HEADER_LENGTH], body);
        expect(entries(read.inputs)).toEqual(entries(inputs));
        expect(read).toMatchObject({ id, parameters: given, wantsBinary: true });
      }),
    );
  });

  it('may be plain JSON with nested lists', () => {
    const read = decodeInferRequest(
      undefined,
      request({
        inputs: [
          {
            name: 'query',
            datatype: 'FP32',
            shape: [2, 2],
            data: [
              [1, 2],
              [3, 4],
            ],
          },
          { name: 'text', datatype: 'BYTES', shape: [1], data: ['nurse'] },
        ],
      }),
    );
    expect(read.wantsBinary).toBe(false);
    expect(entries(read.inputs)).toEqual([
      ['query', fp32([2, 2], Float32Array.of(1, 2, 3, 4))],
      ['text', strings(['nurse'])],
    ]);
  });

  it('may ask for raw outputs one by one', () => {
    const header = { inputs: [], outputs: [{ name: 'score', parameters: { binary_data: true } }] };
    expect(decodeInferRequest(undefined, request(header)).wantsBinary).toBe(true);
  });

  it('lays out strings as Triton does: four bytes of length, little-endian, then UTF-8', () => {
    const { headers, body } = encodeInferRequest({ inputs: { text: strings(['é', '']) }, parameters: {} });
    const raw = body.subarray(Number(headers[HEADER_LENGTH]));
    expect([...raw]).toEqual([2, 0, 0, 0, 0xc3, 0xa9, 0, 0, 0, 0]);
  });
});

describe('an answer', () => {
  it('comes out as it went in, raw or as JSON', () => {
    fc.assert(
      fc.property(tensors, parameters, fc.boolean(), (outputs, given, asBinary) => {
        const { headers, body } = encodeInferResponse({ modelName: 'ranker', outputs, parameters: given }, asBinary);
        const read = decodeInferResponse(headers[HEADER_LENGTH], body);
        // JSON has one zero; −0 is no score.
        const plain = (named: NamedTensors): string =>
          JSON.stringify(
            Object.entries(named).map(([name, { shape, data }]) => [
              name,
              shape,
              Array.from<unknown>(data).map(String),
            ]),
          );
        expect(plain(read.outputs)).toEqual(plain(outputs));
        expect(read).toMatchObject({ modelName: 'ranker', parameters: given });
      }),
    );
  });

  it('keeps −Infinity raw and says the least number in JSON', () => {
    const outputs = { score: fp32([1], Float32Array.of(Number.NEGATIVE_INFINITY)) };
    const raw = encodeInferResponse({ modelName: 'index-jobs', outputs, parameters: {} }, true);
    expect(decodeInferResponse(raw.headers[HEADER_LENGTH], raw.body).outputs.score?.data[0]).toBe(
      Number.NEGATIVE_INFINITY,
    );
    const json = encodeInferResponse({ modelName: 'index-jobs', outputs, parameters: {} }, false);
    expect(JSON.parse(json.body.toString()).outputs[0].data[0]).toBeLessThan(-3.4e38);
  });
});

describe('a wrong request', () => {
  const text = { name: 'text', datatype: 'BYTES', shape: [1] };
  it.each([
    ['text that is no JSON', '{', /JSON part of the message cannot be read/],
    ['no inputs', {}, /inputs/],
    ['an unknown datatype', { inputs: [{ ...text, datatype: 'FP8', data: [1] }] }, /datatype/],
    ['a negative shape', { inputs: [{ ...text, shape: [-1], data: [] }] }, /shape/],
    ['neither data nor bytes', { inputs: [text] }, /needs a list in "data" or binary bytes/],
    ['too few elements', { inputs: [{ ...text, shape: [2], data: ['a'] }] }, /should have 2 elements, got 1/],
    ['a number among strings', { inputs: [{ ...text, data: [1] }] }, /holds strings, got 1/],
    [
      'a fraction among whole numbers',
      { inputs: [{ name: 'k', datatype: 'INT32', shape: [1], data: [1.5] }] },
      /whole numbers, got 1.5/,
    ],
    [
      'one name twice',
      {
        inputs: [
          { ...text, data: ['a'] },
          { ...text, data: ['b'] },
        ],
      },
      /"text" came twice/,
    ],
    [
      'bytes that are not there',
      { inputs: [{ ...text, parameters: { binary_data_size: 4 } }] },
      /needs 4 bytes, the message has 0 left/,
    ],
  ])('with %s is refused', (_, header, reason) => {
    expect(refusal(header)).toMatch(reason);
  });

  it('with bytes of no tensor is refused', () => {
    const header = JSON.stringify({ inputs: [] });
    expect(refusal(`${header}xyz`, String(header.length))).toMatch(/3 bytes that belong to no tensor/);
  });

  it.each(['-1', '99', 'two'])('with header length %s is refused', (length) => {
    expect(refusal('{}', length)).toMatch(/must be 0 to the body's 2 bytes/);
  });

  it('whose string ends too early is refused', () => {
    const header = JSON.stringify({ inputs: [{ ...text, parameters: { binary_data_size: 5 } }] });
    const body = Buffer.concat([Buffer.from(header), Buffer.from([9, 0, 0, 0, 65])]);
    expect(() => decodeInferRequest(String(header.length), body)).toThrow(/ends inside element 0/);
  });

  it('of any bytes is refused with BAD_USER_INPUT and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.option(fc.nat(40).map(String), { nil: undefined }), (bytes, length) => {
        try {
          decodeInferRequest(length, Buffer.from(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
        }
      }),
    );
  });
});
