import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect } from 'node:tls';
import type { ControlPlane } from '../controlplane/control-plane.ts';

/** A client that asks for the same path again and again. */
export type SteadyClient = {
  /** What went wrong, each once more as often as it did. */
  readonly failures: readonly string[];
  /** Requests that were answered well. */
  readonly good: () => number;
  /** Ends, once every request is answered. */
  readonly stop: () => Promise<void>;
};

const INTERVAL = 50;

/** Asks the API server of a control plane 20 times a second, whatever came of the requests before. */
export function startSteadyClient(controlPlane: ControlPlane, path: string): SteadyClient {
  const agent = new Agent({ keepAlive: true, ...credentialsOf(controlPlane) });
  const failures: string[] = [];
  const open = new Set<Promise<void>>();
  let good = 0;
  const ask = async () => {
    const said = await answerTo(new URL(path, controlPlane.server), agent);
    if (said === '') good++;
    else failures.push(`${new Date().toISOString()} ${said}`);
  };
  const timer = setInterval(() => {
    const asking = ask().finally(() => open.delete(asking));
    open.add(asking);
  }, INTERVAL);
  return {
    failures,
    good: () => good,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(open);
      agent.destroy();
    },
  };
}

function credentialsOf({ serverCaFile, adminClient }: ControlPlane) {
  const [ca, cert, key] = [serverCaFile, adminClient.certFile, adminClient.keyFile].map((file) =>
    readFileSync(file),
  );
  return { ca, cert, key };
}

/** @returns nothing where the answer is 200, else what it is */
function answerTo(url: URL, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(url, { agent, timeout: 10_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', (error) => resolve(error.message));
      response.on('end', () => resolve(response.statusCode === 200 ? '' : `${response.statusCode} ${text}`));
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer for 10 s')));
    sent.on('error', (error) => resolve(error.message));
    sent.end();
  });
}

/** @returns the serial number of the certificate that a server on this machine shows */
export function shownSerial(port: number, servername: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.serialNumber ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
