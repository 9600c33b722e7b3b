import type { ConversionWebhook } from '../conversion.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { DescribedResource, DescribedVersion } from '../source/described-resource.ts';
import {
  filledText,
  flag,
  ignored,
  listOf,
  mapOf,
  membersOf,
  number,
  type Place,
  readMembers,
  refuse,
  text,
  word,
} from '../source/read-members.ts';
import { readStructuralSchema } from './read-structural-schema.ts';
import { withoutServerFields } from './without-server-fields.ts';

const TEXTS = mapOf(text);

const METADATA = {
  name: text,
  labels: TEXTS,
  annotations: TEXTS,
  creationTimestamp: ignored,
  deletionGracePeriodSeconds: ignored,
  deletionTimestamp: ignored,
  finalizers: left,
  generateName: left,
  generation: ignored,
  managedFields: ignored,
  namespace: left,
  ownerReferences: left,
  resourceVersion: ignored,
  selfLink: ignored,
  uid: ignored,
};

const CLIENT_CONFIG = membersOf({
  service: membersOf({ namespace: text, name: text, path: text, port: number }),
  url: text,
  caBundle: text,
});

const VERSION = membersOf({
  name: text,
  served: flag,
  storage: flag,
  deprecated: flag,
  deprecationWarning: text,
  schema: membersOf({ openAPIV3Schema: readStructuralSchema }),
  subresources: membersOf({
    status: membersOf({}),
    scale: membersOf({ specReplicasPath: text, statusReplicasPath: text, labelSelectorPath: text }),
  }),
  additionalPrinterColumns: listOf(
    membersOf({ name: text, type: text, format: text, description: text, priority: number, jsonPath: text }),
  ),
  selectableFields: listOf(membersOf({ jsonPath: text })),
});

const SPEC = membersOf({
  group: text,
  names: membersOf({
    kind: text,
    listKind: filledText,
    plural: text,
    singular: filledText,
    shortNames: listOf(text),
    categories: listOf(text),
  }),
  scope: word(['Cluster', 'Namespaced']),
  versions: listOf(VERSION),
  conversion: membersOf({
    strategy: word(['None', 'Webhook']),
    webhook: membersOf({ clientConfig: CLIENT_CONFIG, conversionReviewVersions: listOf(text) }),
  }),
  preserveUnknownFields: (value, place) =>
    value === false ? undefined : refuse(place, 'must be false; kx writes structural schemas alone'),
});

type ReadSpec = NonNullable<ReturnType<typeof SPEC>>;
type ReadVersion = NonNullable<ReturnType<typeof VERSION>>;

const CRD = { apiVersion: text, kind: text, metadata: membersOf(METADATA), spec: SPEC, status: ignored };

/**
 * Reads a CustomResourceDefinition of apiextensions.k8s.io/v1 with every field that it may have.
 *
 * What the server sets (status, uid and the like) means nothing. What the model cannot hold is among the violations or,
 * where the CRD means the same without it, the warnings of `place.notes`.
 *
 * @returns undefined where it could not be read
 */
export function fromCrd(document: JsonObject, place: Place): DescribedResource | undefined {
  const before = place.notes.violations.length;
  if (document['apiVersion'] !== 'apiextensions.k8s.io/v1') {
    const message = `the CRD is of ${String(document['apiVersion'])}; kx reads apiextensions.k8s.io/v1`;
    return refuse(place, message, 'kubectl get crd NAME -o yaml prints any CRD of a cluster as v1');
  }
  const { metadata = {}, spec } = readMembers(document, CRD, place);
  if (spec === undefined) return refuse(place, 'the CRD has no spec');
  checkName(metadata.name, spec, place);
  const versions = (spec.versions ?? []).map((version, index) =>
    versionOf(version, { ...place, path: `${place.path}.spec.versions[${index}]` }),
  );
  if (versions.length === 0) refuse(place, 'the CRD has no versions');
  if (place.notes.violations.length > before) return undefined;
  const conversion = conversionOf(spec.conversion, place);
  const { group, names = {}, scope } = spec;
  return {
    ...(group === undefined ? {} : { group }),
    names,
    ...(scope === undefined ? {} : { scope }),
    versions,
    ...(conversion === undefined ? {} : { conversion }),
    labels: metadata.labels ?? {},
    annotations: withoutApplied(metadata.annotations ?? {}, place),
  };
}

function left(_value: JsonValue, { path, notes }: Place): undefined {
  notes.warnings.push({ path, message: 'it belongs to the object in the cluster and is left out' });
}

function checkName(name: string | undefined, { group, names }: ReadSpec, place: Place): void {
  const wanted = `${names?.plural}.${group}`;
  const isSaid = names?.plural !== undefined && group !== undefined;
  if (isSaid && name !== undefined && name !== wanted) {
    refuse({ ...place, path: `${place.path}.metadata.name` }, `must be ${wanted}, not ${name}`);
  }
}

/** What kubectl apply remembers is the whole CRD once more, as it was. */
function withoutApplied(annotations: Readonly<Record<string, string>>, { path, notes }: Place) {
  const key = 'kubectl.kubernetes.io/last-applied-configuration';
  if (!Object.hasOwn(annotations, key)) return annotations;
  notes.warnings.push({ path: `${path}.metadata.annotations`, message: `${key} is left out` });
  const { [key]: _, ...others } = annotations;
  return others;
}

function versionOf(version: ReadVersion, place: Place): DescribedVersion {
  const {
    schema,
    subresources = {},
    additionalPrinterColumns = [],
    selectableFields = [],
    ...plain
  } = version;
  if (schema?.openAPIV3Schema === undefined) refuse(place, 'the version has no schema.openAPIV3Schema');
  const { scale } = subresources;
  return {
    deprecated: false,
    ...plain,
    schema: withoutServerFields(schema?.openAPIV3Schema ?? {}),
    status: subresources.status !== undefined,
    ...(scale === undefined ? {} : { scale: { specReplicasPath: '', statusReplicasPath: '', ...scale } }),
    columns: additionalPrinterColumns.map(
      ({ name = '', type, jsonPath = '', priority = 0, ...column }, index) => ({
        name,
        type: columnType(type, { ...place, path: `${place.path}.additionalPrinterColumns[${index}].type` }),
        jsonPath,
        priority,
        ...column,
      }),
    ),
    selectableFields: selectableFields.map(({ jsonPath = '' }) => jsonPath),
  };
}

const COLUMN_TYPE = word(['boolean', 'date', 'integer', 'number', 'string']);

function columnType(type: string | undefined, place: Place): DescribedColumnType {
  return COLUMN_TYPE(type ?? '', place) ?? 'string';
}

type DescribedColumnType = NonNullable<ReturnType<typeof COLUMN_TYPE>>;

function conversionOf(conversion: ReadSpec['conversion'], place: Place): ConversionWebhook | undefined {
  if (conversion?.strategy !== 'Webhook') return undefined;
  const { clientConfig = {}, conversionReviewVersions: reviewVersions = [] } = conversion.webhook ?? {};
  const { service, url, caBundle } = clientConfig;
  const rest = { ...(caBundle === undefined ? {} : { caBundle }), reviewVersions };
  if (url !== undefined) return { client: { url }, ...rest };
  if (service === undefined) {
    return refuse(
      { ...place, path: `${place.path}.spec.conversion` },
      'the webhook needs a service or a url',
    );
  }
  return { client: { service: { name: '', namespace: '', ...service } }, ...rest };
}

/** @returns whether a document is a CRD, of whichever version */
export function isCrd(document: JsonValue): boolean {
  return isJsonObject(document) && document['kind'] === 'CustomResourceDefinition';
}
