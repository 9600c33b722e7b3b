import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import type { Endpoint } from '../conformance/exchange.ts';
import type { ControlPlane } from '../controlplane/control-plane.ts';

/** @returns how to ask a kube-apiserver, itself and whatever is behind it; alice is impersonated */
export function endpointOf({ server, adminClient, serverCaFile }: ControlPlane): Endpoint {
  const ca = readFileSync(serverCaFile);
  const cert = readFileSync(adminClient.certFile);
  const key = readFileSync(adminClient.keyFile);
  const admin = new Agent({ keepAlive: true, ca, cert, key });
  return {
    url: server,
    agents: { admin, alice: admin, nobody: new Agent({ keepAlive: true, ca }) },
    headers: {
      admin: {},
      alice: { 'Impersonate-User': 'alice', 'Impersonate-Group': 'system:authenticated' },
      nobody: {},
    },
  };
}
