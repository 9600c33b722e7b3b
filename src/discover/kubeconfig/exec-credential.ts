import { stripVTControlCharacters } from 'node:util';
import { ExecAuth } from '@kubernetes/client-node/dist/exec_auth.js';
import { CancelledError, ClusterError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { type ExecCredential, readExecAnswer } from './exec-answer.ts';
import type { ExecEntry } from './kubeconfig.ts';
import { pemBlocks } from './pem-blocks.ts';
import { pluginReason } from './plugin-ending.ts';
import { certificatesOf, checkPair, keyOf } from './read-pem.ts';
import { readYaml } from './read-yaml.ts';
import { runPluginWith } from './run-plugin-with.ts';

/** A kubeconfig user's plugin, and the cluster that it may be told about. */
export type ExecPlugin = {
  readonly exec: ExecEntry;
  /** As messages name it. */
  readonly user: string;
  /** Cluster of the plugin contract: server, tls-server-name, certificate-authority-data and so on. */
  readonly cluster: object;
  readonly io: Pick<Io, 'env' | 'stdin' | 'stderr' | 'signal'>;
};

/**
 * Runs a credential plugin (client.authentication.k8s.io) with @kubernetes/client-node, and gives it what the plugin
 * contract promises and that library does not: KUBERNETES_EXEC_INFO, the terminal, and its stderr to the user.
 *
 * @throws ClusterError when the plugin cannot be run, fails, or answers something else than a credential;
 *   CancelledError on Ctrl-C
 */
export async function execCredential(plugin: ExecPlugin): Promise<ExecCredential> {
  const { exec, user, io } = plugin;
  const { command = '', installHint } = exec;
  const who = `the credential plugin ${command} of ${user}`;
  const isInteractive = mayAsk(plugin, who);
  const info = {
    kind: 'ExecCredential',
    apiVersion: exec.apiVersion,
    spec: { ...(exec.provideClusterInfo ? { cluster: plugin.cluster } : {}), interactive: isInteractive },
  };
  const own = Object.fromEntries(exec.env.map(({ name = '', value }) => [name, value]));
  // client-go's encoder ends the document with a line break.
  const env = { ...io.env, ...own, KUBERNETES_EXEC_INFO: `${JSON.stringify(info)}\n` };
  const auth = new ExecAuth();
  const ending = runPluginWith(auth, { env, isInteractive, stderr: io.stderr, signal: io.signal });
  // It takes JSON alone and any JSON, so its own reading of the answer is left aside.
  const failure: unknown = await auth
    .applyAuthentication({ name: user, exec: { command, args: exec.args } }, {})
    .catch((error: unknown) => error);
  if (io.signal.aborted) throw new CancelledError('cancelled', { cause: failure });
  const ended = ending();
  const failed = (reason: string) =>
    new ClusterError(`${who} failed: ${reason}`, {
      cause: failure,
      ...(installHint === undefined ? {} : { hint: plain(installHint) }),
    });
  if (ended.exitCode !== 0) throw failed(pluginReason(ended, failure));
  const answer = readExecAnswer(await parsed(ended.stdout), exec.apiVersion ?? '');
  if ('reason' in answer) throw failed(pluginReason(ended, answer.reason));
  return checkedCredential(answer.credential, who);
}

/** @throws ClusterError where the plugin has to ask a person, and there is none */
function mayAsk({ exec, io }: ExecPlugin, who: string): boolean {
  const isTerminal = io.stdin.isTTY === true;
  if (exec.interactiveMode === 'Always' && !isTerminal) {
    throw new ClusterError(`${who} asks a person, and standard input is no terminal`);
  }
  return exec.interactiveMode !== 'Never' && isTerminal;
}

async function parsed(text: string): Promise<unknown> {
  try {
    return text.trimStart().startsWith('{') ? JSON.parse(text) : await readYaml(text);
  } catch {
    return undefined;
  }
}

function checkedCredential({ token, cert, key }: ExecCredential, who: string): ExecCredential {
  if (cert === undefined || key === undefined) return { token, cert, key };
  const holder = `what ${who} gave`;
  const pair = {
    cert: certificatesOf({ blocks: pemBlocks(cert), holder }),
    key: keyOf({ blocks: pemBlocks(key), holder }),
  };
  checkPair(pair, `certificate and key that ${who} gave`);
  return { token, ...pair };
}

/** A hint may hold escape codes that would change the terminal; client-go cleans them away as well. */
function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
}
