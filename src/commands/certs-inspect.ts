import { isIP } from 'node:net';
import { collect } from '../certs/inspect/collect.ts';
import { inspectItems } from '../certs/inspect/inspect.ts';
import { askServer } from '../certs/live/ask-server.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { InspectionDocument } from '../model/certificate/inspected.ts';
import { type CertsInspectAnswers, checkCertsInspect } from '../options/certs-inspect/answers.ts';
import { renderInspection } from '../render/render-inspection.ts';
import { printDocument } from '../ui/print-document.ts';
import type { CommandInput } from './command.ts';

/** Shows everything that files, manifests, kubeconfigs and live servers hold of certificates and keys. */
export async function runCertsInspect({
  args,
  options,
  io,
}: Pick<CommandInput, 'args' | 'options' | 'io'>): Promise<number> {
  const checked = checkCertsInspect(args, options);
  if (!checked.ok) throw new UsageError('kx certs inspect cannot work with this', checked);
  const document = await inspect(checked.value, io);
  if (checked.value.format === undefined) io.stdout.write(renderInspection(document));
  else await printDocument(document, checked.value.format, io);
  return 0;
}

async function inspect(
  { inputs, servers, serverName }: CertsInspectAnswers,
  io: Io,
): Promise<InspectionDocument> {
  const now = io.now().getTime();
  const { items, notes } = await collect(inputs, io);
  const answers = [];
  for (const { host, port } of servers) {
    const name = serverName ?? (isIP(host) === 0 ? host : undefined);
    answers.push(await askServer({ host, port, serverName: name }, io.signal));
  }
  const sent = answers.flatMap(({ material }) => material.items);
  const [first] = answers;
  return {
    kind: 'CertificateInspection',
    ...(first === undefined ? {} : { connection: first.connection }),
    items: inspectItems([...items, ...sent], now),
    notes,
  };
}
