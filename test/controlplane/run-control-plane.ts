// Starts a control plane, prints its kubeconfig and runs until it is killed:
//
//   node test/controlplane/run-control-plane.ts [version]        (Node 22.18 or newer)
import { startControlPlane } from './start-control-plane.ts';

const version = process.argv[2];
void startControlPlane({ withControllerManager: true, ...(version === undefined ? {} : { version }) }).then(
  ({ kubeconfig }) => process.stdout.write(`export KUBECONFIG=${kubeconfig}\n`),
);
