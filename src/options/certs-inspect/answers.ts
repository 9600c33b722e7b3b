import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { RawOptions } from '../option.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { listOf, textOf } from '../raw-value.ts';
import { checkServerAddress, isServerAddress, type ServerAddress } from './server-address.ts';

/** Everything that the flags of kx certs inspect say, checked. */
export type CertsInspectAnswers = {
  readonly inputs: readonly { readonly name: string; readonly isManifest: boolean }[];
  readonly servers: readonly ServerAddress[];
  readonly serverName: string | undefined;
  readonly format: DocumentFormat | undefined;
};

/** @returns the answers, or every problem with the command line at once */
export function checkCertsInspect(
  args: readonly string[],
  options: RawOptions,
): Checked<CertsInspectAnswers> {
  const format = documentFormat(options);
  const servers = args.filter(isServerAddress).map((text) => checkServerAddress('FILE', text));
  const files = args.filter((text) => !isServerAddress(text));
  const manifests = listOf(options, 'filename');
  const serverName = textOf(options, 'serverName');
  const violations = [
    ...[format, ...servers].flatMap(violationsOf),
    ...inputViolations([...args, ...manifests], serverName !== undefined && servers.length === 0),
    ...servers.flatMap((_, index) => plainHttp(args, index)),
  ];
  if (!format.ok || violations.length > 0) return invalid(violations);
  return valid({
    inputs: [
      ...files.map((name) => ({ name, isManifest: false })),
      ...manifests.map((name) => ({ name, isManifest: true })),
    ],
    servers: servers.flatMap((server) => (server.ok ? [server.value] : [])),
    serverName,
    format: format.value,
  });
}

function inputViolations(inputs: readonly string[], isNameAlone: boolean): readonly Violation[] {
  const missing = { path: 'FILE', message: 'is missing', hint: 'kx certs inspect certs/tls.crt' };
  const lone = { path: '--server-name', message: 'is for a live server', hint: 'give https://HOST:PORT' };
  const twice = { path: '-', message: 'is given twice: stdin can be read once' };
  return [
    ...(inputs.length === 0 ? [missing] : []),
    ...(isNameAlone ? [lone] : []),
    ...(inputs.filter((input) => input === '-').length > 1 ? [twice] : []),
    ...inputs.flatMap((input) => (input === '' ? [{ path: 'FILE', message: 'is empty' }] : [])),
  ];
}

function plainHttp(args: readonly string[], index: number): readonly Violation[] {
  const text = args.filter(isServerAddress)[index] ?? '';
  if (!/^http:/i.test(text)) return [];
  return [
    { path: 'FILE', message: `'${text}' is plain HTTP, which has no certificates`, hint: 'write https://' },
  ];
}
