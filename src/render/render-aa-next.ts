import { serviceHost } from '../model/aa-project.ts';
import type { ScaffoldAaAnswers } from '../options/scaffold-aa-answers.ts';
import { shellWord } from './shell-words.ts';

/** @returns what to do with a new project, as commands that run as they stand */
export function describeAaNext({ project, certs, out }: ScaffoldAaAnswers): string {
  const certificates = [
    'Certificates for this machine are in certs/: the server is known to kube-apiserver as',
    `${serviceHost(project)}, and certs/admin may do everything. Keep certs/*.key to yourself.`,
    '',
  ];
  const make = `kx certs gen --service ${project.service} --namespace ${project.namespace} --dns localhost`;
  return `${[
    '',
    ...(certs ? certificates : []),
    'Next:',
    `  cd ${shellWord(out)}`,
    ...(certs ? [] : [`  ${make}`]),
    '  npm start                  needs Node 22.18 or newer; on Node 20: npm install && npm run build',
    ...(certs ? ['  kubectl --kubeconfig kubeconfig api-resources'] : []),
    '  kubectl apply -k deploy/local   registers it with a kube-apiserver on this machine',
    'README.md says the rest.',
  ].join('\n')}\n`;
}
