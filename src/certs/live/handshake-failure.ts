/** What an error of a connection means for people, by Node's code. */
const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  EHOSTUNREACH: 'it cannot be reached from here',
  ENETUNREACH: 'it cannot be reached from here',
  ETIMEDOUT: 'it did not answer in time',
  ENOTFOUND: 'its host name does not resolve',
  EAI_AGAIN: 'its host name does not resolve',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
};

/** The alerts by which a server ends a handshake (RFC 8446 section 6.2). */
const ALERTS: Readonly<Record<string, string>> = {
  40: 'it refused the handshake; it may ask for a client certificate',
  42: 'it asks for a client certificate',
  48: 'it does not know the CA of the client certificate',
  70: 'it speaks no version of TLS that kx speaks',
  80: 'it failed in the handshake: it may have no certificate it can use',
  112: 'it does not know the name that it was asked for',
  116: 'it asks for a client certificate',
};

/** @returns why a connection failed, as the end of a sentence; never OpenSSL's own text */
export function handshakeFailure(error: Error): string {
  const alert = /SSL alert number (\d+)/.exec(error.message)?.[1];
  if (alert !== undefined) return ALERTS[alert] ?? `it ended the handshake with alert ${alert}`;
  const code = 'code' in error ? String(error.code) : '';
  if (NETWORK[code] !== undefined) return NETWORK[code];
  if (/wrong version number|packet length too long|http request|record layer failure/.test(error.message)) {
    return 'it does not speak TLS';
  }
  if (/unsupported protocol|version too low/.test(error.message)) {
    return 'it speaks no version of TLS from 1.2 on';
  }
  return code.startsWith('ERR_SSL') || code === 'EPROTO' || code.startsWith('ERR_OSSL')
    ? `the handshake failed (${code})`
    : error.message;
}
