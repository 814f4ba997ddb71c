/** The wire format of Protocol Buffers, as far as ONNX files need it: fields written, and read again. */

export interface Field {
  readonly field: number;
  /** With its tag, to be copied as it is. */
  readonly whole: Uint8Array;
  /** What a length-delimited field holds; empty for others. */
  readonly content: Uint8Array;
}

/** Throws a RangeError when the bytes end inside a field. */
export function fieldsOf(message: Uint8Array): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < message.length) {
    const tag = readVarint(message, at);
    const content = contentOf(message, tag.value % 8, tag.end);
    if (content.end > message.length) throw new RangeError(`a field ends at ${content.end} of ${message.length} bytes`);
    const whole = message.subarray(at, content.end);
    fields.push({ field: Math.floor(tag.value / 8), whole, content: message.subarray(content.start, content.end) });
    at = content.end;
  }
  return fields;
}

export const textOf = ({ content }: Field): string => Buffer.from(content).toString();

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_BYTES: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

export function number(field: number, value: number): Uint8Array {
  return join([varint(field * 8 + VARINT), varint(value)]);
}

export function text(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value));
}

export function bytes(field: number, value: Uint8Array): Uint8Array {
  return join([varint(field * 8 + LENGTH_DELIMITED), varint(value.length), value]);
}

/** Seven bits a byte, the lowest first; not negative. */
function varint(value: number): Uint8Array {
  const digits: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    digits.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.of(...digits, rest);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** Where the content of a field lies whose tag ends at `from`. */
function contentOf(message: Uint8Array, wire: number, from: number): { readonly start: number; readonly end: number } {
  if (wire === LENGTH_DELIMITED) {
    const length = readVarint(message, from);
    return { start: length.end, end: length.end + length.value };
  }
  const end = wire === VARINT ? readVarint(message, from).end : from + (FIXED_BYTES[wire] ?? Number.NaN);
  if (Number.isNaN(end)) throw new RangeError(`a field has wire type ${wire}, expected 0, 1, 2 or 5`);
  return { start: end, end };
}

function readVarint(message: Uint8Array, from: number): { readonly value: number; readonly end: number } {
  let [value, factor, at] = [0, 1, from];
  for (;;) {
    const digit = message[at++];
    if (digit === undefined) throw new RangeError(`the message ends inside a number, at byte ${at - 1}`);
    value += (digit % 0x80) * factor;
    if (digit < 0x80) return { value, end: at };
    factor *= 0x80;
  }
}
