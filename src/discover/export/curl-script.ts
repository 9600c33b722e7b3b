import { printable } from '../../render/printable.ts';
import { shellWord } from '../../shell-words.ts';
import type { RecordedExchange } from '../client/recorded-exchange.ts';
import type { Target } from '../kubeconfig/target.ts';
import { curlAddress } from './curl-address.ts';
import { type CurlSecrets, SECRET_MEANINGS } from './curl-secrets.ts';

/** What was asked, of whom, and how it was reached. */
export type CurlRecording = {
  readonly version: string;
  readonly target: Target;
  /** The proxy that was used; undefined where there was none. */
  readonly proxy: string | undefined;
  readonly exchanges: readonly RecordedExchange[];
  /** Name of the file beside the script that holds the secrets; undefined for one that takes them from outside. */
  readonly secretsFile: string | undefined;
};

/** A script, and what it needs and does not hold. */
export type CurlScript = { readonly text: string; readonly secrets: CurlSecrets };

/**
 * Writes requests as curl commands in a script for sh: what they share stands in a configuration of curl that the
 * script makes for itself, with the certificates. Credentials are not in the script. A request that was tried again
 * stands there once.
 */
export function curlScript(recording: CurlRecording): CurlScript {
  const { exchanges, target, version } = recording;
  const requests = exchanges.filter(({ attempt }) => attempt === 1);
  const secrets = secretsOf(recording);
  const intro = `# What kx ${version} asked ${target.server}, as curl commands; run it with sh.`;
  const text = [
    '#!/bin/sh',
    printable(intro),
    ...secretLines(recording, Object.keys(secrets) as (keyof CurlSecrets)[]),
    'set -eu',
    'umask 077',
    'kx=$(mktemp -d)',
    `trap 'rm -rf "$kx"' EXIT`,
    `trap 'exit 130' INT TERM`,
    ...certificateLines(target),
    ...configLines(recording, secrets),
    'set +e',
    ...requests.flatMap((exchange) => ['', ...commandLines(exchange, target)]),
  ];
  return { text: `${text.join('\n')}\n`, secrets };
}

function secretsOf({ target, proxy, exchanges }: CurlRecording): CurlSecrets {
  const sent = exchanges.at(-1)?.request.headers ?? target.headers;
  const authorization = sent.find(([name]) => isAuthorization(name))?.[1];
  const hasPassword = proxy !== undefined && new URL(proxy).password !== '';
  return {
    ...(authorization === undefined ? {} : { KX_AUTHORIZATION: authorization }),
    ...(target.tls.key === undefined ? {} : { KX_CLIENT_KEY: target.tls.key }),
    ...(hasPassword ? { KX_PROXY: byName(proxy) } : {}),
  };
}

function secretLines(
  { secretsFile }: CurlRecording,
  names: readonly (keyof CurlSecrets)[],
): readonly string[] {
  if (names.length === 0) return [];
  const needs = names.map((name) => `#   ${name}  ${SECRET_MEANINGS[name]}`);
  const checks = names.map((name) => `: "\${${name}:?${SECRET_MEANINGS[name]}}"`);
  if (secretsFile === undefined) return ['# It needs, from the environment:', ...needs, ...checks];
  const file = `"$(dirname -- "$0")"/${shellWord(secretsFile)}`;
  return [`# It needs, from ${printable(secretsFile)} beside it or the environment:`, ...needs]
    .concat(`if [ -f ${file} ]; then . ${file}; fi`)
    .concat(checks);
}

function certificateLines({ tls }: Target): readonly string[] {
  return [
    ...(tls.ca === undefined ? [] : file('ca.crt', tls.ca)),
    ...(tls.cert === undefined ? [] : file('client.crt', tls.cert)),
    ...(tls.key === undefined ? [] : [`printf '%s\\n' "$KX_CLIENT_KEY" >"$kx/client.key"`]),
  ];
}

function file(name: string, pem: string): readonly string[] {
  return [`cat >"$kx/${name}" <<'EOF'`, pem.trim(), 'EOF'];
}

/** curl reads a header from a file, so that no list of processes shows it (curl 7.55). */
function configLines({ target, proxy }: CurlRecording, secrets: CurlSecrets): readonly string[] {
  const { tls } = target;
  const signs = secrets.KX_AUTHORIZATION !== undefined;
  const shownProxy = secrets.KX_PROXY === undefined ? heredoc(byName(proxy ?? '')) : '$KX_PROXY';
  return [
    ...(signs ? [`printf 'Authorization: %s\\n' "$KX_AUTHORIZATION" >"$kx/authorization"`] : []),
    'cat >"$kx/curlrc" <<EOF',
    'silent',
    'show-error',
    'globoff',
    String.raw`write-out = "\\n"`,
    ...(tls.ca === undefined ? [] : ['cacert = "$kx/ca.crt"']),
    ...(tls.cert === undefined ? [] : ['cert = "$kx/client.crt"']),
    ...(tls.key === undefined ? [] : ['key = "$kx/client.key"']),
    ...(tls.insecure ? ['insecure'] : []),
    ...(proxy?.startsWith('https:') ? proxyTrust(target) : []),
    proxy === undefined ? 'noproxy = "*"' : `proxy = "${shownProxy}"\nnoproxy = ""`,
    ...(target.compression ? ['compressed'] : []),
    ...(signs ? ['header = "@$kx/authorization"'] : []),
    'EOF',
  ];
}

/** To Go, and so to kx, a proxy with a certificate is trusted as the server is. */
function proxyTrust({ tls }: Target): readonly string[] {
  return [
    ...(tls.ca === undefined ? [] : ['proxy-cacert = "$kx/ca.crt"']),
    ...(tls.insecure ? ['proxy-insecure'] : []),
  ];
}

/** To Go, and so to kx, every SOCKS proxy resolves names; curl tells the two apart. */
function byName(proxy: string): string {
  return proxy.replace(/^socks5:/, 'socks5h:');
}

/** Inside of a here-document whose variables are replaced, and of curl's quotes. */
function heredoc(text: string): string {
  return text.replaceAll(/[\\"]/g, '\\$&').replaceAll(/[\\$`]/g, '\\$&');
}

function commandLines(
  { request, answer, timings, error }: RecordedExchange,
  target: Target,
): readonly string[] {
  const took = `in ${Math.round(timings.total)} ms`;
  const outcome =
    answer === undefined ? (error ?? 'no answer') : `${answer.status} ${answer.statusText} ${took}`;
  const { url, flags } = curlAddress(request.url, target);
  const words = [
    'curl --config "$kx/curlrc"',
    ...(answer?.protocol === 'HTTP/1.1' ? ['--http1.1'] : []),
    ...flags.map(shellWord),
    ...request.headers
      .filter(([name]) => !isAuthorization(name))
      .map(([name, value]) => `--header ${shellWord(value === '' ? `${name};` : `${name}: ${value}`)}`),
    shellWord(url),
  ];
  return [printable(`# ${outcome.trim()}`), words.join(' \\\n  ')];
}

function isAuthorization(name: string): boolean {
  return name.toLowerCase() === 'authorization';
}
