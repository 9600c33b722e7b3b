import type { RequestOptions } from 'node:https';
import { ExecAuth } from '@kubernetes/client-node/dist/exec_auth.js';
import { ClusterError } from '../../errors.ts';
import { objectOf, objectsAt, textAt, type Untyped } from '../walk/untyped.ts';
import { pluginReason } from './plugin-ending.ts';
import { recordPlugin } from './record-plugin.ts';

/** A kubeconfig user's plugin, and the cluster that it may be told about. */
export type ExecPlugin = {
  /** The `exec` of the user, its command resolved. */
  readonly exec: Untyped;
  readonly userName: string;
  /** Cluster of the plugin contract: server, tls-server-name, certificate-authority-data and so on. */
  readonly cluster: Untyped;
};

/** What a credential plugin gives. */
export type ExecCredential = {
  readonly authorization: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
};

/**
 * Runs a credential plugin (client.authentication.k8s.io) with @kubernetes/client-node, and gives it the
 * KUBERNETES_EXEC_INFO that the plugin contract promises, because that library does not.
 *
 * @throws ClusterError when the plugin cannot be run, fails, or answers something else than a credential
 */
export async function execCredential({ exec, userName, cluster }: ExecPlugin): Promise<ExecCredential> {
  const options: RequestOptions = {};
  const auth = new ExecAuth();
  const ending = recordPlugin(auth);
  const command = textAt(exec, 'command') ?? '';
  try {
    await auth.applyAuthentication(
      { name: userName, exec: { ...exec, env: [...objectsAt(exec, 'env'), execInfo(exec, cluster)] } },
      options,
    );
  } catch (error) {
    const hint = textAt(exec, 'installHint');
    const message = `the credential plugin ${command} of user '${userName}' failed: ${pluginReason(ending(), error)}`;
    throw new ClusterError(message, { cause: error, ...(hint === undefined ? {} : { hint }) });
  }
  const credential = {
    authorization: textAt(objectOf(options.headers) ?? {}, 'Authorization'),
    cert: typeof options.cert === 'string' ? options.cert : undefined,
    key: typeof options.key === 'string' ? options.key : undefined,
  };
  if (credential.authorization === undefined && credential.cert === undefined) {
    throw new ClusterError(
      `the credential plugin ${command} of user '${userName}' gave neither token nor certificate`,
    );
  }
  return credential;
}

/** The ExecCredential that client-go hands to a plugin (plugin/pkg/client/auth/exec/exec.go). */
function execInfo(exec: Untyped, cluster: Untyped) {
  const info = {
    kind: 'ExecCredential',
    apiVersion: textAt(exec, 'apiVersion') ?? 'client.authentication.k8s.io/v1',
    spec: { ...(exec['provideClusterInfo'] === true ? { cluster } : {}), interactive: false },
  };
  return { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) };
}

/** @returns why a plugin cannot be run here at all, or undefined */
export function execRefusal(exec: Untyped): string | undefined {
  if (textAt(exec, 'command') === undefined) return 'its exec plugin has no command';
  const isAsking = exec['interactiveMode'] === 'Always';
  return isAsking ? 'its exec plugin asks the terminal, which kx does not offer' : undefined;
}
