import type { KubectlVersion } from '../../options/discover/kubectl.ts';
import type { CallSite } from '../client/exchange.ts';

/** Lines of round_trippers.go in the unstructured logs of 1.27 to 1.32. */
export type TextSources = {
  readonly url: number;
  readonly curl: number;
  readonly requestTitle: number;
  readonly requestHeader: number;
  readonly resolved: number;
  readonly dialFailed: number;
  readonly dialled: number;
  readonly timing: number;
  readonly statistics: number;
  readonly status: number;
  readonly responseTitle: number;
  readonly responseHeader: number;
};

/** Where in client-go the log lines of a kubectl version come from, and which of them it prints. */
export type LogSources = {
  readonly loader: number;
  /** undefined: request and response lines are structured. */
  readonly text: TextSources | undefined;
  /** Line of request.go with `Response Body: …`, and with a dump; undefined: structured lines of the call site. */
  readonly textBody: { readonly text: number; readonly dump: number } | undefined;
  readonly sites: Readonly<Record<CallSite, string>>;
  /** Client feature gates that are printed once, from -v 1; kubectl prints them in random order. */
  readonly features: readonly (readonly [name: string, enabled: boolean])[];
};

const TEXT: TextSources = {
  url: 463,
  curl: 466,
  requestTitle: 469,
  requestHeader: 473,
  resolved: 495,
  dialFailed: 508,
  dialled: 510,
  timing: 553,
  statistics: 570,
  status: 574,
  responseTitle: 577,
  responseHeader: 580,
};

const TEXT_1_32: TextSources = {
  url: 470,
  curl: 473,
  requestTitle: 476,
  requestHeader: 480,
  resolved: 502,
  dialFailed: 515,
  dialled: 517,
  timing: 560,
  statistics: 577,
  status: 581,
  responseTitle: 584,
  responseHeader: 587,
};

const GATES_1_32 = [
  ['ClientsAllowCBOR', false],
  ['ClientsPreferCBOR', false],
  ['InformerResourceVersion', false],
  ['WatchListClient', false],
] as const;

const GATES_1_33 = [...GATES_1_32.slice(0, 2), ['InOrderInformers', true], ...GATES_1_32.slice(2)] as const;

/**
 * Read from client-go v0.27.16, 0.28.15, 0.29.14, 0.30.13, 0.31.9, 0.32.5, 0.33.1, 0.34.1, 0.35.4, 0.36.3 and 0.37.0:
 * tools/clientcmd/loader.go, transport/round_trippers.go, rest/request.go, discovery/discovery_client.go,
 * features/envvar.go; cli-runtime pkg/resource/helper.go.
 */
export const LOG_SOURCES: Readonly<Record<KubectlVersion, LogSources>> = {
  '1.27': unstructured(373, 1188),
  '1.28': unstructured(395, 1212),
  '1.29': unstructured(395, 1212),
  '1.30': unstructured(395, 1212),
  '1.31': unstructured(395, 1351),
  '1.32': {
    loader: 402,
    text: TEXT_1_32,
    textBody: undefined,
    sites: discoveryClient(253, 319, 404),
    features: GATES_1_32,
  },
  '1.33': { ...structured(402, discoveryClient(252, 318, 403)), features: GATES_1_33 },
  '1.34': { ...structured(402, discoveryClient(252, 318, 403)), features: GATES_1_33 },
  '1.35': structured(405, discoveryClient(255, 318, 413)),
  '1.36': structured(407, discoveryClient(255, 318, 413)),
  '1.37': structured(408, discoveryClient(665, 721, 828)),
};

function unstructured(loader: number, body: number): LogSources {
  const textBody = { text: body, dump: body - 2 };
  return { loader, text: TEXT, textBody, sites: discoveryClient(0, 0, 0), features: [] };
}

function structured(loader: number, sites: LogSources['sites']): LogSources {
  return { loader, text: undefined, textBody: undefined, sites, features: [] };
}

function discoveryClient(api: number, apis: number, groupVersion: number): LogSources['sites'] {
  return {
    api: `discovery_client.go:${api}`,
    apis: `discovery_client.go:${apis}`,
    groupVersion: `discovery_client.go:${groupVersion}`,
    list: 'helper.go:113',
  };
}
