import { shellWord } from '../../shell-words.ts';
import { conditionOf, conditionPhrase } from '../serving/condition.ts';
import { EMPTY } from '../walk/version-answer.ts';
import type { Evidence, ServiceState } from './evidence.ts';
import { type Failure, translateFailure } from './translate-failure.ts';

/** Why a group version of an extension API server is missing. */
export type Culprit = {
  /** Stable: `service-missing`. */
  readonly id: string;
  readonly message: string;
  /** The proof: what the servers themselves say. */
  readonly cause: string;
  /** A command to run next. */
  readonly fix: string;
};

type Verdict = Pick<Culprit, 'id' | 'message' | 'fix'>;

/** Names what is to blame, by the first of the aggregator's own steps that fails. Pure. */
export function culpritOf(evidence: Evidence): Culprit {
  const rules = [serviceVerdict, portVerdict, endpointVerdict, bundleVerdict, spokenVerdict, answerVerdict];
  const verdict = rules.reduce<Verdict | undefined>((found, rule) => found ?? rule(evidence), undefined);
  return { ...(verdict ?? lastResort(evidence)), cause: proofOf(evidence) };
}

function serviceVerdict({ apiService, service }: Evidence): Verdict | undefined {
  if (service.kind !== 'missing') return undefined;
  const { namespace } = apiService.service;
  return {
    id: 'service-missing',
    message: `its APIService ${apiService.name} names the Service ${placeOf(apiService)}, which does not exist`,
    fix: `kubectl get services --namespace ${shellWord(namespace)}`,
  };
}

function portVerdict({ apiService, service }: Evidence): Verdict | undefined {
  if (service.kind !== 'known' || service.value.type === 'ExternalName') return undefined;
  const { ports } = service.value;
  const wanted = apiService.service.port;
  if (ports.some(({ port }) => port === wanted)) return undefined;
  const there = ports.map(({ port }) => port).join(', ') || 'none';
  return {
    id: 'service-port',
    message: `its APIService ${apiService.name} asks for port ${wanted} of the Service ${placeOf(apiService)}, which has ${there}`,
    fix: `kubectl get service ${serviceArguments(apiService)} --output yaml`,
  };
}

function endpointVerdict({ apiService, service, endpoints }: Evidence): Verdict | undefined {
  if (service.kind !== 'known' || service.value.type === 'ExternalName') return undefined;
  if (endpoints.kind !== 'known') return undefined;
  const { ready, unready, ports } = endpoints.value;
  const name = service.value.ports.find(({ port }) => port === apiService.service.port)?.name ?? '';
  const fix = podsCommand(apiService, service.value);
  const where = `the Service ${placeOf(apiService)}`;
  if (ready.length === 0 && unready === 0) {
    return { id: 'endpoints-missing', message: `no pod is behind ${where}: it has no endpoints`, fix };
  }
  if (ready.length === 0) {
    const pods = unready === 1 ? 'the one pod' : `none of the ${unready} pods`;
    return {
      id: 'endpoints-unready',
      message: `${pods} behind ${where} is ${unready === 1 ? 'not ready' : 'ready'}`,
      fix,
    };
  }
  if (ports.some((port) => port.name === name)) return undefined;
  return { id: 'endpoints-port', message: `the endpoints of ${where} have no port named '${name}'`, fix };
}

/** What Go says, of the request first: the condition may be older. */
function spokenVerdict({ apiService, version, service }: Evidence): Verdict | undefined {
  const failure = spokenFailure({ apiService, version });
  if (failure === undefined) return undefined;
  return {
    id: failure.id,
    message: `its server ${placeOf(apiService)} ${failure.predicate}`,
    fix: failure.isCertificate
      ? `kx certs verify --cluster ${shellWord(apiService.name)}`
      : podsCommand(apiService, service.kind === 'known' ? service.value : undefined),
  };
}

/** @returns what the texts of kube-apiserver say that is wrong, or undefined where they say nothing */
export function spokenFailure({
  apiService,
  version,
}: Pick<Evidence, 'apiService' | 'version'>): Failure | undefined {
  const spoken =
    version.kind === 'failed' ? translateFailure(`${version.message} ${version.says}`) : undefined;
  const available = conditionOf(apiService.conditions, 'Available');
  if (spoken !== undefined || version.kind === 'listed' || available?.status === 'True') return spoken;
  return available === undefined ? undefined : translateFailure(available.message);
}

/** A caBundle of which nothing is good is to blame whatever the server has; the aggregator may not even try then. */
function bundleVerdict({ apiService, bundleFault }: Evidence): Verdict | undefined {
  if (bundleFault === undefined) return undefined;
  return {
    id: 'ca-bundle-unusable',
    message: `nobody can call its server ${placeOf(apiService)}: ${bundleFault}`,
    fix: `kx certs verify --cluster ${shellWord(apiService.name)}`,
  };
}

function answerVerdict({ apiService, version, service }: Evidence): Verdict | undefined {
  const path = `/apis/${apiService.groupVersion}`;
  const server = `its server ${placeOf(apiService)}`;
  if (version.kind === 'listed') {
    return {
      id: 'stale-though-answers',
      message: `${server} answers GET ${path}, but its last answer to GET /apis was of no use to the aggregator, which asks for that once a minute`,
      fix: 'kx discover --mode legacy',
    };
  }
  if (version.status === 0) {
    const fix = `kubectl get --raw ${shellWord(path)}`;
    return { id: 'no-whole-answer', message: `${server} gives no whole answer to GET ${path}`, fix };
  }
  if ([401, 403, 503].includes(version.status)) return undefined;
  const state = service.kind === 'known' ? service.value : undefined;
  const fix = podsCommand(apiService, state);
  if (version.status === 404) {
    return {
      id: 'version-not-served',
      message: `${server} does not serve ${apiService.groupVersion}: it answers GET ${path} with 404`,
      fix,
    };
  }
  if (version.says === EMPTY.cause) {
    return {
      id: 'no-resources',
      message: `${server} lists no resources for ${apiService.groupVersion}`,
      fix,
    };
  }
  return {
    id: 'bad-answer',
    message: `${server} answers GET ${path} with something else: ${version.message}`,
    fix: `kubectl get --raw ${shellWord(path)}`,
  };
}

function lastResort({ apiService }: Evidence): Verdict {
  return {
    id: 'unavailable',
    message: `the aggregator gets no answer from its server ${placeOf(apiService)}`,
    fix: `kubectl get apiservice ${shellWord(apiService.name)} --output yaml`,
  };
}

function proofOf({ apiService, version, service, endpoints, certificate }: Evidence): string {
  const available = conditionOf(apiService.conditions, 'Available');
  const isAvailable = available?.status === 'True';
  const isBroken = available !== undefined && !isAvailable;
  const says = version.kind === 'listed' ? '' : version.status === 0 ? version.message : version.says;
  const parts = [
    // The aggregator's words for everything; the condition says which it is.
    says === 'service unavailable' && isBroken ? '' : says,
    available === undefined ? 'its APIService has no condition Available' : '',
    isBroken ? shortened(conditionPhrase(available)) : '',
    isAvailable && version.kind === 'failed' ? 'its APIService says Available=True all the same' : '',
    ...(certificate?.faults.slice(0, 1) ?? []),
    ...[service, endpoints].map((step) => (step.kind === 'unknown' ? step.reason : '')),
  ];
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))].join('; ');
}

/** Go names the same address up to three times. */
function shortened(text: string): string {
  return text.replace(/failing or missing response from \S+: /, '').replace(/Get "[^"]*": /, '');
}

function placeOf({ service }: Evidence['apiService']): string {
  return `${service.namespace}/${service.name}`;
}

function serviceArguments({ service }: Evidence['apiService']): string {
  return `${shellWord(service.name)} --namespace ${shellWord(service.namespace)}`;
}

function podsCommand(apiService: Evidence['apiService'], service: ServiceState | undefined): string {
  const selector = Object.entries(service?.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (selector.length === 0) return `kubectl get service ${serviceArguments(apiService)} --output yaml`;
  const { namespace } = apiService.service;
  return `kubectl get pods --namespace ${shellWord(namespace)} --selector ${shellWord(selector.join(','))}`;
}
