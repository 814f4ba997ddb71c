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
import {
  DATATYPES,
  type Datatype,
  fp32,
  int64,
  strings,
  type Tensor,
  type TensorOf,
} from '../../gpu-workers/tensors.ts';

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const whole = (least: number, most: number): fc.Arbitrary<number[]> => fc.array(fc.integer({ min: least, max: most }));
/** Values of every datatype that both wire forms can carry: whole numbers up to 2^53. */
const VALUES: { readonly [D in Datatype]: fc.Arbitrary<TensorOf<D>['data']> } = {
  BOOL: whole(0, 1).map((values) => Uint8Array.from(values)),
  UINT8: whole(0, 255).map((values) => Uint8Array.from(values)),
  UINT16: whole(0, 65_535).map((values) => Uint16Array.from(values)),
  UINT32: whole(0, 2 ** 32 - 1).map((values) => Uint32Array.from(values)),
  UINT64: fc.array(fc.maxSafeNat()).map((values) => BigUint64Array.from(values, BigInt)),
  INT8: whole(-128, 127).map((values) => Int8Array.from(values)),
  INT16: whole(-32_768, 32_767).map((values) => Int16Array.from(values)),
  INT32: fc.array(fc.integer()).map((values) => Int32Array.from(values)),
  INT64: fc.array(fc.maxSafeInteger()).map((values) => BigInt64Array.from(values, BigInt)),
  FP16: whole(-2_048, 2_048).map((values) => Float32Array.from(values, (value) => value / 8)),
  FP32: fc.array(float).map((values) => Float32Array.from(values)),
  FP64: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })).map((values) => Float64Array.from(values)),
  BYTES: fc.array(fc.string({ unit: 'grapheme' })),
};
const tensor: fc.Arbitrary<Tensor> = fc.oneof(
  ...DATATYPES.map((datatype) =>
    VALUES[datatype].map((data) => ({ datatype, shape: [data.length], data }) as unknown as Tensor),
  ),
);
const tensors = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tensor);
const parameters = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean()));

/** Dictionaries of tensors compare by entries, whatever their prototype. */
const entries = (named: NamedTensors): unknown => Object.entries(named);
/** JSON has one zero; −0 is no score. */
const plain = (named: NamedTensors): string =>
  JSON.stringify(
    Object.entries(named).map(([name, { datatype, shape, data }]) => [
      name,
      datatype,
      shape,
      Array.from<unknown>(data).map(String),
    ]),
  );
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

  it('may be written as JSON, which asks for JSON back', () => {
    fc.assert(
      fc.property(tensors, (inputs) => {
        const { headers, body } = encodeInferRequest({ inputs, parameters: {} }, false);
        expect(headers).toEqual({ 'content-type': 'application/json' });
        const read = decodeInferRequest(undefined, body);
        expect(plain(read.inputs)).toEqual(plain(inputs));
        expect(read.wantsBinary).toBe(false);
      }),
    );
  });

  it('may ask for outputs one by one, each in its form; what says nothing follows the request', () => {
    const outputs = [
      { name: 'raw', parameters: { binary_data: true } },
      { name: 'plain', parameters: { binary_data: false } },
      { name: 'as-the-request' },
    ];
    const asked = (wantsBinary: boolean): unknown =>
      decodeInferRequest(
        undefined,
        request({ inputs: [], outputs, parameters: { binary_data_output: wantsBinary, kept: 1 } }),
      );
    const forms = (last: boolean): object => ({
      wantsBinary: last,
      parameters: { kept: 1 },
      outputs: [
        { name: 'raw', isBinary: true },
        { name: 'plain', isBinary: false },
        { name: 'as-the-request', isBinary: last },
      ],
    });
    expect(asked(true)).toMatchObject(forms(true));
    expect(asked(false)).toMatchObject(forms(false));
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
        const { headers, body } = encodeInferResponse(
          { modelName: 'ranker', outputs, parameters: given },
          { wantsBinary: asBinary },
        );
        const read = decodeInferResponse(headers[HEADER_LENGTH], body);
        expect(plain(read.outputs)).toEqual(plain(outputs));
        expect(read).toMatchObject({ modelName: 'ranker', parameters: given });
      }),
    );
  });

  it('has the outputs that were asked for, each in its form', () => {
    const outputs = {
      id: int64([1], BigInt64Array.of(7n)),
      score: fp32([1], Float32Array.of(0.5)),
      rest: strings(['x']),
    };
    const response = { modelName: 'index-jobs', outputs, parameters: {} };
    const asked = [
      { name: 'score', isBinary: true },
      { name: 'id', isBinary: false },
    ];
    const { headers, body } = encodeInferResponse(response, { wantsBinary: false, outputs: asked });
    const json = JSON.parse(body.subarray(0, Number(headers[HEADER_LENGTH])).toString());
    expect(json.outputs).toEqual([
      { name: 'score', datatype: 'FP32', shape: [1], parameters: { binary_data_size: 4 } },
      { name: 'id', datatype: 'INT64', shape: [1], data: [7] },
    ]);
    expect(body.readFloatLE(body.length - 4)).toBe(0.5);
    const unknown = [{ name: 'constructor', isBinary: false }];
    expect(() => encodeInferResponse(response, { wantsBinary: false, outputs: unknown })).toThrow(
      'no output "constructor"; it has id, score, rest',
    );
  });

  it('keeps all digits of 64-bit numbers in both forms', () => {
    const outputs = { id: int64([2], BigInt64Array.of(2n ** 63n - 1n, -1n)) };
    const json = encodeInferResponse({ modelName: 'm', outputs, parameters: {} }, { wantsBinary: false });
    expect(json.body.toString()).toContain('"data":[9223372036854775807,-1]');
    const raw = encodeInferResponse({ modelName: 'm', outputs, parameters: {} }, { wantsBinary: true });
    expect(decodeInferResponse(raw.headers[HEADER_LENGTH], raw.body).outputs.id).toEqual(outputs.id);
  });

  it('of another server may have nulls and parameters of its own', () => {
    const body = request({
      id: null,
      model_name: 'encoder',
      parameters: { content_type: 'np', nested: { a: 1 }, none: null },
      outputs: [{ name: 'score', datatype: 'FP64', shape: [1, 1], parameters: null, data: [[0.25]] }],
    });
    const { outputs, ...rest } = decodeInferResponse(undefined, body);
    expect(rest).toEqual({ modelName: 'encoder', parameters: { content_type: 'np' } });
    expect(outputs.score).toEqual({ datatype: 'FP64', shape: [1, 1], data: Float64Array.of(0.25) });
  });

  it('says null for a number that is none', () => {
    const outputs = { score: fp32([1], Float32Array.of(Number.NaN)) };
    const { body } = encodeInferResponse({ modelName: 'm', outputs, parameters: {} }, { wantsBinary: false });
    expect(decodeInferResponse(undefined, body).outputs.score).toEqual(outputs.score);
  });

  it('keeps −Infinity raw and says the least number in JSON', () => {
    const outputs = { score: fp32([1], Float32Array.of(Number.NEGATIVE_INFINITY)) };
    const raw = encodeInferResponse({ modelName: 'index-jobs', outputs, parameters: {} }, { wantsBinary: true });
    expect(decodeInferResponse(raw.headers[HEADER_LENGTH], raw.body).outputs.score?.data[0]).toBe(
      Number.NEGATIVE_INFINITY,
    );
    const json = encodeInferResponse({ modelName: 'index-jobs', outputs, parameters: {} }, { wantsBinary: false });
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
      /whole numbers -2147483648 to 2147483647, got 1.5/,
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

  const one = (datatype: string, value: unknown, shape: readonly number[] = [1]): object => ({
    inputs: [{ name: 'x', datatype, shape, data: [value] }],
  });
  it.each([
    ['BOOL', 1, /BOOL holds true and false, got 1/],
    ['UINT8', 256, /whole numbers 0 to 255, got 256/],
    ['INT8', -129, /whole numbers -128 to 127, got -129/],
    ['UINT32', -1, /whole numbers 0 to 4294967295, got -1/],
    ['INT64', 2 ** 53, /9007199254740991, got 9007199254740992/],
    ['FP16', '1', /FP16 holds numbers, got "1"/],
    ['BYTES', 1, /BYTES holds strings, got 1/],
  ])('with a value that %s does not hold is refused', (datatype, value, reason) => {
    expect(refusal(one(datatype, value))).toMatch(reason);
  });

  it('with a shape of more elements than there are numbers is refused', () => {
    expect(refusal(one('INT8', 1, [2 ** 50, 2 ** 50]))).toMatch(/more than 9007199254740991 elements/);
    expect(refusal(one('INT8', 1, [2 ** 60]))).toMatch(/shape/);
  });

  it('with lists nested deeper than the shape is refused, however deep', () => {
    const deep = `${'['.repeat(50_000)}1${']'.repeat(50_000)}`;
    expect(refusal(`{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":${deep}}]}`)).toMatch(/nested deeper/);
  });

  it('with text that is no UTF-8 is refused', () => {
    const header = JSON.stringify({ inputs: [{ ...text, parameters: { binary_data_size: 5 } }] });
    const body = Buffer.concat([Buffer.from(header), Buffer.from([1, 0, 0, 0, 0xff])]);
    expect(() => decodeInferRequest(String(header.length), body)).toThrow(/element 0 of tensor "text" must be UTF-8/);
  });

  it('may name a tensor as anything, also as what every object has', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const inputs = names.map((name) => ({ ...text, name, data: ['a'] }));
    const body = Buffer.from(JSON.stringify({ inputs }));
    expect(Object.keys(decodeInferRequest(undefined, body).inputs)).toEqual(names);
  });

  it('with bytes of no tensor is refused', () => {
    const header = JSON.stringify({ inputs: [] });
    expect(refusal(`${header}xyz`, String(header.length))).toMatch(/3 bytes that belong to no tensor/);
  });

  it.each(['-1', '99', 'two', '', ' 2', '0x2', '1e0', '2, 2'])('with header length %s is refused', (length) => {
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
