import { serviceHost } from '../model/aa-project.ts';
import type { ScaffoldAaAnswers } from '../options/scaffold-aa/answers.ts';
import { shellWord } from './shell-words.ts';

/** The machine, as far as the next commands depend on it. */
type NodeAtHand = {
  /** Whether this Node runs TypeScript by itself: 22.18 and newer. */
  readonly stripsTypes: boolean;
};

/** @returns what to do with a new project, as commands that run as they stand */
export function describeAaNext(answers: ScaffoldAaAnswers, { stripsTypes }: NodeAtHand): string {
  const start = stripsTypes ? 'npm start' : 'npm install && npm run build && npm run serve';
  const lines = [
    ...(answers.certs ? aboutCertificates(answers) : []),
    'Next:',
    `  cd ${shellWord(answers.out)}`,
    ...(answers.certs ? [] : makeCertificates(answers)),
    `  ${start}`,
    '  kubectl --kubeconfig kubeconfig api-resources',
    'README.md says how to register it with a cluster.',
  ];
  return `${lines.join('\n')}\n`;
}

function aboutCertificates({ project }: ScaffoldAaAnswers): readonly string[] {
  return [
    `The certificate in certs/ is valid for ${serviceHost(project)} and this machine, until a year from now;`,
    'certs/admin may do everything. Keep certs/*.key and certs/admin to yourself.',
  ];
}

function makeCertificates({ project }: ScaffoldAaAnswers): readonly string[] {
  const { service, namespace } = project;
  return [
    `  kx certs gen --service ${service} --namespace ${namespace} --dns localhost --ip 127.0.0.1`,
    '  kx certs gen --profile client --cn admin --org system:masters --ca-cert certs/ca.crt --ca-key certs/ca.key --out certs/admin',
    "  base64 < certs/ca.crt | tr -d '\\n'   # the caBundle of deploy/local/apiservice.yaml",
  ];
}
