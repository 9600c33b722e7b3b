import { isUtf8 } from 'node:buffer';
import { closeCodes, ProtocolFailure } from './protocol-failure.ts';

/** Why a connection is closed. */
export type Closing = { readonly code: number; readonly reason: string };

/** A control frame holds 125 bytes, two of them the code. */
const longestReason = 123;

/** Reads the payload of a close frame; an empty one says 1005. @throws ProtocolFailure (RFC 6455 section 5.5.1) */
export const readClosing = (payload: Buffer): Closing => {
  if (payload.length === 0) return { code: closeCodes.noneGiven, reason: '' };
  const code = payload.length === 1 ? 0 : payload.readUInt16BE(0);
  if (!isSendable(code)) {
    throw new ProtocolFailure(closeCodes.protocolError, `${code} is no close code that may be sent`);
  }
  const reason = payload.subarray(2);
  if (!isUtf8(reason))
    throw new ProtocolFailure(closeCodes.invalidText, 'the reason of a close is not UTF-8');
  return { code, reason: reason.toString('utf8') };
};

/** The payload of a close frame; 1005 is said by an empty one, and a long reason is cut between characters. */
export const writeClosing = ({ code, reason }: Closing): Buffer => {
  if (code === closeCodes.noneGiven) return Buffer.alloc(0);
  let text = Buffer.from(reason).subarray(0, longestReason);
  while (!isUtf8(text)) text = text.subarray(0, -1);
  const number = Buffer.alloc(2);
  number.writeUInt16BE(code);
  return Buffer.concat([number, text]);
};

/** Codes below 3000 are those of RFC 6455 and of IANA's registry; 1004, 1005, 1006 and 1015 are never sent. */
const isSendable = (code: number): boolean =>
  (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
