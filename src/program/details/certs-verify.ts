import type { CommandDetails } from '../../commands/command.ts';
import { CERTS_VERIFY_OPTIONS } from '../../options/certs-verify/options.ts';

export const CERTS_VERIFY: CommandDetails = {
  options: CERTS_VERIFY_OPTIONS,
  examples: [
    'kx certs verify --cert tls.crt --ca ca.crt --service my-aa --namespace my-ns',
    'kx certs verify -f apiservice.yaml -f secret.yaml -f service.yaml',
    'kx certs verify --live localhost:6443 --ca ca.crt --service s --namespace n',
    'kx certs verify --cluster v1alpha1.demo.kx.dev --context staging',
  ],
  notes: `It says what Go (kube-apiserver, kubectl), OpenSSL with and without
-x509_strict and Node say, and what users of which Kubernetes version see.
Exit code 1 with an error among the findings, 0 with warnings alone.`,
};
