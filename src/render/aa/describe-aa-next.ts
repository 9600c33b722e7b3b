import { traitsOf } from '../../model/aa-library.ts';
import type { AaProject } from '../../model/aa-project.ts';
import { dateInWords } from '../../model/certificate/certificate-date.ts';
import { verifiedName } from '../../model/certificate/certificate-names.ts';
import { shellWord } from '../../shell-words.ts';

type Finished = {
  readonly project: AaProject;
  /** The directory as the user named it. */
  readonly out: string;
  /** When the server's certificate expires, epoch milliseconds; undefined where there is none. */
  readonly notAfter: number | undefined;
  /** Whether there are certificates that cannot be used, or were not asked for: new ones replace them. */
  readonly hasOldCertificates: boolean;
  /** Whether this Node runs TypeScript by itself. */
  readonly stripsTypes: boolean;
};

/** @returns what to do with a new project, as commands that run as they stand */
export function describeAaNext(finished: Finished): string {
  const { project, out, notAfter, stripsTypes } = finished;
  const start = startOf(project, stripsTypes);
  const lines = [
    ...(notAfter === undefined ? [] : aboutCertificates(project, notAfter)),
    'Next:',
    `  cd ${shellWord(out)}`,
    ...(notAfter === undefined ? makeCertificates(finished) : []),
    `  ${start}`,
    '  kubectl --kubeconfig kubeconfig api-resources',
    'README.md says how to register it with a cluster.',
  ];
  return `${lines.join('\n')}\n`;
}

/** The store of a first run in Go needs nothing beside the server. */
function startOf({ library, storage }: AaProject, stripsTypes: boolean): string {
  if (traitsOf(library).language === 'go')
    return `go run .${storage === 'memory' ? '' : ' --storage=memory'}`;
  const start = stripsTypes ? 'npm start' : 'npm run build && npm run serve';
  // Only the client of etcd is a package that runs.
  return !stripsTypes || storage === 'etcd' ? `npm install && ${start}` : start;
}

function aboutCertificates(project: AaProject, notAfter: number): readonly string[] {
  return [
    `The certificate in certs/ is valid for ${verifiedName(project.service)} and this machine until ${dateInWords(notAfter)};`,
    'certs/admin may do everything. Keep certs/*.key and certs/admin to yourself.',
  ];
}

function makeCertificates({ project, hasOldCertificates }: Finished): readonly string[] {
  const { name, namespace } = project.service;
  const force = hasOldCertificates ? ' --force' : '';
  return [
    `  kx certs gen --service ${name} --namespace ${namespace} --dns localhost --ip 127.0.0.1${force}`,
    `  kx certs gen --profile client --cn admin --org system:masters --ca-cert certs/ca.crt --ca-key certs/ca.key --out certs/admin${force}`,
    '  kx certs patch -f deploy -f deploy/local --ca certs/ca.crt',
  ];
}
