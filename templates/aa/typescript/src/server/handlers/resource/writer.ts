import type { Writer } from '../../managed-fields/managed-update.ts';
import type { ResourceInput } from './resource-input.ts';
import { timestamp } from './timestamp.ts';
import type { WriteOptions } from './write-options.ts';

const longestManager = 128;

/**
 * Who makes a write, for managedFields: the name that the client gives, else what its User-Agent begins with
 * (k8s.io/apiserver pkg/endpoints/handlers/create.go managerOrUserAgent).
 */
export const writerOf = (
  { request, kind, info, server }: ResourceInput,
  { fieldManager }: Pick<WriteOptions, 'fieldManager'>,
): Writer => ({
  manager: fieldManager === '' ? programOf(request.header('user-agent') ?? '') : fieldManager,
  apiVersion: `${kind.group}/${kind.version}`,
  subresource: info.subresource,
  time: timestamp(server.now()),
});

const programOf = (userAgent: string): string => {
  const [name = ''] = userAgent.split('/');
  const printable = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, longestManager);
  return printable === '' ? 'unknown' : printable;
};
