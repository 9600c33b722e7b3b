import type { FlagName } from './flags.ts';
import { parseDuration } from './parse-duration.ts';
import type { EtcdOptions } from './server-options.ts';

/** What is in the flag of a name. */
type Text = (name: FlagName) => string;

/** The flags of etcd, checked before. */
export const etcdOptions = (text: Text, list: (name: FlagName) => readonly string[]): EtcdOptions => {
  const optional = (name: FlagName): string | undefined => (text(name) === '' ? undefined : text(name));
  return {
    servers: list('etcd-servers'),
    prefix: text('etcd-prefix'),
    caFile: optional('etcd-cafile'),
    certFile: optional('etcd-certfile'),
    keyFile: optional('etcd-keyfile'),
    compactionMilliseconds: durationOf(text('etcd-compaction-interval')) ?? 0,
  };
};

/** A sentence for every flag of etcd that is wrong; those that its storage needs count only where it is wanted. */
export const etcdProblems = (text: Text, isWanted: boolean): readonly string[] => {
  const servers = text('etcd-servers');
  const wrong = servers.split(',').filter((server) => server !== '' && !isServer(server));
  const interval = text('etcd-compaction-interval');
  return [
    ...(isWanted && servers === '' ? ['--storage=etcd needs --etcd-servers'] : []),
    ...wrong.map((server) => `--etcd-servers ${server}: must be a URL such as https://etcd-0:2379`),
    ...((text('etcd-certfile') === '') === (text('etcd-keyfile') === '')
      ? []
      : ['--etcd-certfile and --etcd-keyfile must be given together']),
    ...(durationOf(interval) === undefined
      ? [`--etcd-compaction-interval ${interval}: must be a duration such as 5m0s, or 0`]
      : []),
  ];
};

const isServer = (server: string): boolean => {
  if (!URL.canParse(server)) return false;
  const { protocol, port, pathname } = new URL(server);
  return /^https?:$/.test(protocol) && port !== '' && pathname === '/';
};

/** Milliseconds of a duration, undefined for what is none. */
const durationOf = (text: string): number | undefined => {
  try {
    const milliseconds = parseDuration(text);
    return milliseconds < 0 ? undefined : milliseconds;
  } catch {
    return undefined;
  }
};
