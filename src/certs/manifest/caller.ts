import { objectAt, objectOf, objectsAt, textAt, type Untyped } from '../../discover/walk/untyped.ts';
import type { Material } from '../input/item.ts';
import { readMaterial } from '../input/read-material.ts';
import { fieldBytes } from './field-bytes.ts';
import type { ManifestObject } from './manifest-object.ts';

/** A Service as an APIService or webhook names it. */
export type CallerService = { readonly name: string; readonly namespace: string; readonly port: number };

/** Something through which kube-apiserver calls a server over TLS. */
export type Caller = {
  /** `APIService v1.demo.kx.dev`, `ValidatingWebhookConfiguration w webhooks[0]`. */
  readonly place: string;
  /** Path of its caBundle: `spec.caBundle`. */
  readonly field: string;
  readonly kind: 'APIService' | 'webhook' | 'CRD conversion';
  readonly service: CallerService | undefined;
  /** Of a webhook that is called by its address. */
  readonly url: string | undefined;
  /** Undefined where there is none. */
  readonly bundle: Material | undefined;
  /** What the API server says of a caBundle that is no base64. */
  readonly bundleFault: string | undefined;
  readonly insecure: boolean;
  /** Whether a controller (cert-manager's cainjector) fills the caBundle in. */
  readonly injected: boolean;
  /** What a cluster says of an APIService; undefined in a manifest. */
  readonly available: Availability | undefined;
};

/** The condition Available of an APIService. */
type Availability = { readonly isTrue: boolean; readonly message: string };

/** @returns what calls over TLS by an object; none for other kinds, or an APIService that kube-apiserver serves itself */
export function callersOf(object: ManifestObject): readonly Caller[] {
  return READERS.get(object.kind)?.(object) ?? [];
}

const READERS: ReadonlyMap<string, (object: ManifestObject) => readonly Caller[]> = new Map([
  ['APIService', apiService],
  ['ValidatingWebhookConfiguration', webhooks],
  ['MutatingWebhookConfiguration', webhooks],
  ['CustomResourceDefinition', conversion],
]);

function apiService(object: ManifestObject): readonly Caller[] {
  const spec = objectAt(object.value, 'spec');
  if (objectOf(spec['service']) === undefined && spec['caBundle'] === undefined) return [];
  const insecure = spec['insecureSkipTLSVerify'] === true;
  const facts = callerFacts(object, spec, 'spec.caBundle');
  return [{ ...facts, place: object.label, kind: 'APIService', insecure, available: availabilityOf(object) }];
}

function webhooks(object: ManifestObject): readonly Caller[] {
  return objectsAt(object.value, 'webhooks').map((webhook, index) => ({
    ...callerFacts(object, objectAt(webhook, 'clientConfig'), `webhooks[${index}].clientConfig.caBundle`),
    place: `${object.label} ${textAt(webhook, 'name') ?? `webhooks[${index}]`}`,
    kind: 'webhook' as const,
    insecure: false,
    available: undefined,
  }));
}

function conversion(object: ManifestObject): readonly Caller[] {
  const settings = objectAt(objectAt(object.value, 'spec'), 'conversion');
  const current = objectOf(objectAt(settings, 'webhook')['clientConfig']);
  const config = current ?? objectOf(settings['webhookClientConfig']);
  if (config === undefined) return [];
  const path = current === undefined ? 'webhookClientConfig' : 'webhook.clientConfig';
  const facts = callerFacts(object, config, `spec.conversion.${path}.caBundle`);
  return [{ ...facts, place: object.label, kind: 'CRD conversion', insecure: false, available: undefined }];
}

type CallerFacts = Pick<Caller, 'field' | 'service' | 'url' | 'bundle' | 'bundleFault' | 'injected'>;

function callerFacts(object: ManifestObject, config: Untyped, field: string): CallerFacts {
  const given = config['caBundle'];
  const text = typeof given === 'string' ? given : '';
  const decoded = text === '' ? undefined : fieldBytes(text);
  const annotations = objectAt(objectAt(object.value, 'metadata'), 'annotations');
  return {
    field,
    service: serviceOf(objectOf(config['service'])),
    url: textAt(config, 'url'),
    bundle: decoded === undefined ? undefined : readMaterial(`${object.label} ${field}`, decoded.bytes),
    bundleFault: decoded?.fault,
    injected: Object.keys(annotations).some((key) =>
      /^(?:cert-manager\.io\/inject-|service\.beta\.openshift\.io\/inject-cabundle)/.test(key),
    ),
  };
}

function serviceOf(service: Untyped | undefined): CallerService | undefined {
  if (service === undefined) return undefined;
  const port = service['port'];
  return {
    name: textAt(service, 'name') ?? '',
    namespace: textAt(service, 'namespace') ?? '',
    port: typeof port === 'number' ? port : 443,
  };
}

function availabilityOf({ value }: ManifestObject): Availability | undefined {
  const conditions = objectsAt(objectAt(value, 'status'), 'conditions');
  const condition = conditions.find(({ type }) => type === 'Available');
  if (condition === undefined) return undefined;
  return { isTrue: condition['status'] === 'True', message: textAt(condition, 'message') ?? '' };
}
