import { resolve } from 'node:path';
import type { ExecEntry } from './kubeconfig.ts';
import { flagField, objectsField, type Place, textField, textsField } from './typed-fields.ts';

/** The version of the plugin contract that says nothing of a terminal means this (api/v1/defaults.go of clientcmd). */
const DEFAULT_MODES: Readonly<Record<string, string>> = {
  'client.authentication.k8s.io/v1beta1': 'IfAvailable',
  'client.authentication.k8s.io/v1alpha1': 'IfAvailable',
};

/**
 * Reads the `exec` of a user. A command with a slash is relative to the file, a bare one is looked up on PATH
 * (client-go tools/clientcmd/loader.go GetAuthInfoFileReferences).
 *
 * @param folder the directory of the file
 * @throws ClusterError naming file and field for a value of another type
 */
export function parseExec(exec: Place, folder: string): ExecEntry {
  const apiVersion = textField(exec, 'apiVersion');
  const command = textField(exec, 'command');
  return {
    apiVersion,
    command: command?.includes('/') ? resolve(folder, command) : command,
    args: textsField(exec, 'args'),
    env: objectsField(exec, 'env').map((item) => ({
      name: textField(item, 'name'),
      value: textField(item, 'value') ?? '',
    })),
    installHint: textField(exec, 'installHint'),
    provideClusterInfo: flagField(exec, 'provideClusterInfo'),
    interactiveMode: textField(exec, 'interactiveMode') ?? DEFAULT_MODES[apiVersion ?? ''],
  };
}
