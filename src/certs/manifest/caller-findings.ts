import type { Finding } from '../../model/certificate/finding.ts';
import { shellWord } from '../../shell-words.ts';
import type { Caller, CallerService } from './caller.ts';
import type { KnownService, ManifestSet, TlsSecret } from './manifest-set.ts';

type Facts = Pick<Finding, 'id' | 'severity' | 'message' | 'consequence' | 'fix'>;

/** @returns what is wrong between an APIService, webhook or conversion and what it names, certificates aside */
export function callerFindings(
  caller: Caller,
  set: ManifestSet,
  secret: TlsSecret | undefined,
): readonly Finding[] {
  const { service } = caller;
  const facts = [
    bundleFacts(caller),
    trustFacts(caller),
    service === undefined ? undefined : serviceFacts(service, set.services),
    service === undefined || secret === undefined ? undefined : secretFacts(service, secret),
  ].filter((found) => found !== undefined);
  return facts.map((found) => ({
    ...found,
    certificate: caller.place,
    message: `${caller.place} ${found.message}`,
    refusedBy: [],
  }));
}

function genCommand({ name, namespace }: CallerService): string {
  return `kx certs gen --service ${shellWord(name)} --namespace ${shellWord(namespace)} --force-new-ca`;
}

function bundleFacts({ bundle, insecure, injected, service, kind, url }: Caller): Facts | undefined {
  if (bundle !== undefined || insecure || (service === undefined && kind === 'APIService')) return undefined;
  const isPublic = url !== undefined;
  if (injected) {
    return {
      id: 'ca-bundle-injected',
      severity: 'warning',
      message: 'has no caBundle, which a controller is to fill in',
      consequence: 'Until it does, every call fails: "x509: certificate signed by unknown authority".',
      fix: 'kubectl get apiservices,validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml',
    };
  }
  return {
    id: 'ca-bundle-missing',
    severity: isPublic ? 'warning' : 'error',
    message: 'has no caBundle',
    consequence: isPublic
      ? 'Then the address needs a certificate of a public CA.'
      : 'Then the roots of the system count, which do not sign for .svc: Go says "x509: certificate signed by unknown authority".',
    fix: service === undefined ? 'kx certs bundle certs/ca.crt' : genCommand(service),
  };
}

function trustFacts({ insecure, bundle, kind, service }: Caller): Facts | undefined {
  if (service === undefined && kind === 'APIService' && bundle !== undefined) {
    return {
      id: 'ca-bundle-without-service',
      severity: 'error',
      message: 'has a caBundle but no service',
      consequence: 'The API server refuses it: local APIServices may not have a caBundle.',
      fix: 'kx certs inspect -f apiservice.yaml',
    };
  }
  if (!insecure) return undefined;
  const fix = service === undefined ? 'kx certs bundle certs/ca.crt' : genCommand(service);
  if (bundle !== undefined) {
    return {
      id: 'insecure-with-ca-bundle',
      severity: 'error',
      message: 'has insecureSkipTLSVerify: true beside a caBundle',
      consequence: 'The API server refuses it: "may not be true if caBundle is present".',
      fix,
    };
  }
  return {
    id: 'insecure-skip-tls-verify',
    severity: 'warning',
    message: 'has insecureSkipTLSVerify: true',
    consequence: 'Whoever can answer for the Service reads the requests and forges the answers.',
    fix,
  };
}

function serviceFacts(service: CallerService, services: readonly KnownService[]): Facts | undefined {
  if (services.length === 0) return undefined;
  const found = services.find(
    ({ name, namespace }) => name === service.name && namespace === service.namespace,
  );
  const wanted = `${service.namespace}/${service.name}`;
  if (found === undefined) {
    const there = services.map(({ name, namespace }) => `${namespace}/${name}`).join(', ');
    return {
      id: 'service-unknown',
      severity: 'warning',
      message: `names the Service ${wanted}, which is not among the manifests (they have ${there})`,
      consequence: 'If it is not in the cluster either: "service/NAME in NAMESPACE is not present".',
      fix: `kubectl get service ${shellWord(service.name)} --namespace ${shellWord(service.namespace)}`,
    };
  }
  if (found.ports.length === 0 || found.ports.includes(service.port)) return undefined;
  return {
    id: 'service-port',
    severity: 'error',
    message: `calls port ${service.port} of ${found.label}, which has ${found.ports.join(', ')}`,
    consequence: 'Nobody answers: "no service port PORT found for service NAME".',
    fix: `kubectl get service ${shellWord(service.name)} --namespace ${shellWord(service.namespace)} -o yaml`,
  };
}

function secretFacts(service: CallerService, secret: TlsSecret): Facts | undefined {
  if (secret.namespace === service.namespace) return undefined;
  return {
    id: 'secret-namespace',
    severity: 'warning',
    message: `is served from the namespace ${service.namespace}, but ${secret.label} is in ${secret.namespace}`,
    consequence: 'A Pod mounts Secrets of its own namespace only.',
    fix: `kubectl get secret --namespace ${shellWord(service.namespace)}`,
  };
}
