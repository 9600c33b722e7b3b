/** The fields of a message by their numbers: bytes of what has a length, numbers of all else. */
export type ProtobufFields = ReadonlyMap<number, readonly (Buffer | number)[]>;

/** Reads a message as far as it can be read without knowing it. @throws Error for what is no message */
export function protobufFields(bytes: Buffer): ProtobufFields {
  const fields = new Map<number, (Buffer | number)[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('the message ends within a number');
      value += (byte % 128) * weight;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error('the message ends within a field');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const values = fields.get(Math.floor(tag / 8)) ?? [];
    fields.set(Math.floor(tag / 8), values);
    if (tag % 8 === 0) values.push(varint());
    else if (tag % 8 === 1) values.push(take(8).readDoubleLE());
    else if (tag % 8 === 2) values.push(take(varint()));
    else throw new Error(`a field has the wire type ${tag % 8}`);
  }
  return fields;
}

/** The messages of a field. */
export function messagesOf(fields: ProtobufFields, number: number): readonly ProtobufFields[] {
  return (fields.get(number) ?? []).flatMap((value) =>
    typeof value === 'number' ? [] : [protobufFields(value)],
  );
}

/** The text of a field; empty where there is none. */
export function textOf(fields: ProtobufFields, number: number): string {
  const [value] = fields.get(number) ?? [];
  return value === undefined || typeof value === 'number' ? '' : value.toString('utf8');
}
