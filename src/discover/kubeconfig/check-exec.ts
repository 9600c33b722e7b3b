import { ClusterError } from '../../errors.ts';
import type { ExecEntry } from './kubeconfig.ts';

const MODES = ['Never', 'IfAvailable', 'Always'];

/** The versions of the plugin contract that client-go speaks (plugin/pkg/client/auth/exec/exec.go). */
const API_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/**
 * Refuses an exec plugin that client-go refuses (tools/clientcmd/validation.go).
 *
 * @param name what messages call the user
 * @throws ClusterError naming the field that is missing or wrong
 */
export function checkExec(exec: ExecEntry, name: string): void {
  const { command, apiVersion, env, interactiveMode } = exec;
  const plugin = `the exec plugin of ${name}`;
  if (command === undefined) throw new ClusterError(`${plugin} has no command`);
  if (apiVersion === undefined) {
    throw new ClusterError(`${plugin} has no apiVersion`, { hint: `set ${API_VERSIONS.join(' or ')}` });
  }
  if (env.some((variable) => variable.name === undefined)) {
    throw new ClusterError(`${plugin} has an env variable without a name`);
  }
  if (interactiveMode === undefined) {
    throw new ClusterError(`${plugin} has no interactiveMode`, { hint: `set ${MODES.join(', or ')}` });
  }
  if (!MODES.includes(interactiveMode)) {
    throw new ClusterError(`${plugin} has interactiveMode '${interactiveMode}'`, {
      hint: `set ${MODES.join(', or ')}`,
    });
  }
}

/**
 * Refuses a version of the contract that nobody speaks, which client-go does only where there is TLS to speak.
 *
 * @throws ClusterError naming the version
 */
export function checkExecVersion({ apiVersion = '' }: ExecEntry, name: string): void {
  if (API_VERSIONS.includes(apiVersion)) return;
  throw new ClusterError(`the exec plugin of ${name} speaks ${apiVersion}, which kubectl does not`, {
    hint: `set ${API_VERSIONS.join(' or ')}, if the plugin knows it`,
  });
}
