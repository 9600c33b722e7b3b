import type { FlagName } from './flags.ts';
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

const unitMilliseconds: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** Milliseconds of a duration as Go writes it (time.ParseDuration), undefined for anything else. */
const durationOf = (text: string): number | undefined => {
  if (text === '0') return 0;
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(text)) return undefined;
  return [...text.matchAll(/([\d.]+)(h|ms|m|s)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitMilliseconds[unit] ?? 0),
    0,
  );
};
