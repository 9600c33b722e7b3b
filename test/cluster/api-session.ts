import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { JsonObject } from '../../src/model/json-value.ts';
import type { ControlPlane } from '../controlplane/control-plane.ts';

/** What an API server answered; the warnings as their texts. */
export type ApiAnswer = {
  readonly status: number;
  readonly warnings: readonly string[];
  readonly body: JsonObject;
};

/** Speaks JSON to an API server as cluster-admin, over connections that are kept: kubectl takes a second to start. */
export type ApiSession = (method: string, path: string, body?: unknown) => Promise<ApiAnswer>;

/** @returns a session; its connections end with the server */
export function apiSession({ server, serverCaFile, adminClient }: ControlPlane): ApiSession {
  const [ca, cert, key] = [serverCaFile, adminClient.certFile, adminClient.keyFile].map((file) =>
    readFileSync(file, 'utf8'),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 8, ca, cert, key });
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, server),
        { method, agent, headers: { 'Content-Type': 'application/json' } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const header = String(response.headers['warning'] ?? '');
            const warnings = [...header.matchAll(/299 - "((?:[^"\\]|\\.)*)"/gu)].map(([, said = '']) => said);
            resolve({ status: response.statusCode ?? 0, warnings, body: JSON.parse(text) });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
