import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../api/json.ts';
import { cannotUnmarshal } from '../../decode/cannot-unmarshal.ts';
import { WebhookError } from './webhook-error.ts';

/** What a webhook says to a request. */
export type WebhookResponse = {
  readonly isAllowed: boolean;
  /** A Status. */
  readonly result: JsonValue | undefined;
  readonly patch: readonly JsonValue[];
  readonly warnings: readonly string[];
  readonly auditAnnotations: Readonly<Record<string, string>>;
};

/** What is to be answered. */
type Expected = { readonly uid: string; readonly apiVersion: string; readonly isMutating: boolean };

/**
 * Reads the AdmissionReview that came back (k8s.io/apiserver pkg/admission/plugin/webhook/request
 * VerifyAdmissionResponse). @throws WebhookError for one that is not as it must be
 */
export const readResponse = (review: JsonValue, expected: Expected): WebhookResponse => {
  const { apiVersion, kind, response } = isJsonObject(review) ? review : {};
  if (!isJsonObject(response)) throw invalid('webhook response was absent');
  const isV1 = expected.apiVersion === 'admission.k8s.io/v1';
  const uid = textOf(ownMember(response, 'uid'));
  if (isV1 && uid !== expected.uid) throw invalid(`expected response.uid="${expected.uid}", got "${uid}"`);
  if (isV1 && (apiVersion !== expected.apiVersion || kind !== 'AdmissionReview')) {
    const wanted = gvkText(expected.apiVersion, 'AdmissionReview');
    throw invalid(`expected webhook response of ${wanted}, got ${gvkText(textOf(apiVersion), textOf(kind))}`);
  }
  if (isV1) checkPatch(response, expected.isMutating);
  return {
    isAllowed: ownMember(response, 'allowed') === true,
    result: ownMember(response, 'status'),
    patch: expected.isMutating ? patchOf(response) : [],
    warnings: textsOf(ownMember(response, 'warnings')),
    auditAnnotations: annotationsOf(ownMember(response, 'auditAnnotations')),
  };
};

const invalid = (detail: string) => new WebhookError(`received invalid webhook response: ${detail}`);

const gvkText = (apiVersion: string, kind: string): string => {
  const group = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  return `${group}, Kind=${kind}`;
};

const checkPatch = (response: JsonObject, isMutating: boolean): void => {
  const patch = textOf(ownMember(response, 'patch'));
  const type = ownMember(response, 'patchType') ?? undefined;
  if (!isMutating && patch !== '') throw invalid('validating webhook may not return response.patch');
  if (!isMutating && type !== undefined)
    throw invalid('validating webhook may not return response.patchType');
  if (patch !== '' && type === undefined)
    throw invalid('webhook returned response.patch but not response.patchType');
  if (patch === '' && type !== undefined)
    throw invalid('webhook returned response.patchType but not response.patch');
  if (type === '') throw invalid('webhook returned invalid response.patchType of ""');
};

const patchOf = (response: JsonObject): readonly JsonValue[] => {
  const text = textOf(ownMember(response, 'patch'));
  const operations = text === '' ? [] : parsed(Buffer.from(text, 'base64').toString('utf8'));
  if (!isJsonList(operations))
    throw undecodable(`${cannotUnmarshal(operations)} value of type jsonpatch.Patch`);
  const type = ownMember(response, 'patchType') ?? 'JSONPatch';
  if (operations.length === 0 || type === 'JSONPatch') return operations;
  throw new WebhookError(`unsupported patch type ${JSON.stringify(type)}`);
};

const parsed = (text: string): JsonValue => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw undecodable(cause instanceof Error ? cause.message : String(cause));
  }
};

const undecodable = (detail: string) =>
  new WebhookError(`received undecodable patch in webhook response: ${detail}`);

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  isJsonList(value) ? value.map(textOf).filter((text) => text !== '') : [];

const annotationsOf = (value: JsonValue | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).map(([key, text]) => [key, textOf(text)]),
  );
