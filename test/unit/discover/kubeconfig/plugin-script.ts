import { config, type Files } from './load-target.ts';

/** Versions of the plugin contract. */
export const V1 = 'client.authentication.k8s.io/v1';
export const V1BETA1 = `${V1}beta1`;
/** The user that asks `./plugin`. */
export const USER = `exec: { apiVersion: ${V1}, command: ./plugin, interactiveMode: Never }`;

/** @returns a kubeconfig whose user asks a program in Node */
export function plugin(script: string, { user = USER, cluster = '' } = {}): Files {
  return { '.kube/config': config(cluster, user), '.kube/plugin': `#!${process.execPath}\n${script}` };
}

/** @returns a script that answers with an ExecCredential; `status` is its source */
export const answers = (status: string, apiVersion = V1, kind = 'ExecCredential') =>
  `console.log(JSON.stringify({ kind: '${kind}', apiVersion: '${apiVersion}', status: ${status} }))`;
