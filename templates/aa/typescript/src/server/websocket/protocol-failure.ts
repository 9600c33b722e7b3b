/** What a peer did wrong: the connection ends with this close code (RFC 6455 section 7.4.1) and sentence. */
export class ProtocolFailure extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'ProtocolFailure';
    this.code = code;
  }
}

/** Close codes by what they mean (RFC 6455 section 7.4.1). */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  protocolError: 1002,
  unsupportedData: 1003,
  noneGiven: 1005,
  abnormal: 1006,
  invalidText: 1007,
  messageTooBig: 1009,
  internalError: 1011,
} as const;
