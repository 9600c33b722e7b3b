import { badRequest, invalidObject, unsupportedMediaType } from '../../api/api-errors.ts';
import { type FieldError, invalidField, unsupportedField } from '../../api/field-error.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../api/json.ts';
import { cannotUnmarshal } from '../../decode/cannot-unmarshal.ts';
import {
  documentMediaTypes,
  mediaTypeOf,
  parseJsonBody,
  parseYamlBody,
  typeMeta,
} from '../../decode/read-document.ts';
import { isSwitchedOn } from '../../request/request-info.ts';
import type { ServerRequest } from '../../request/server-request.ts';
import { readNumber } from './list-options.ts';
import { dryRunProblems } from './write-options.ts';

/** What a deletion asks for (k8s.io/apimachinery meta/v1 DeleteOptions). */
export type DeleteOptions = {
  readonly dryRun: boolean;
  readonly propagationPolicy: string;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
  /** The options as they were given. */
  readonly given: JsonObject;
};

const policies = ['Foreground', 'Background', 'Orphan'];

/** Reads the options of a deletion from the body, and from the query where there is no body. */
export const readDeleteOptions = async (request: ServerRequest): Promise<DeleteOptions> => {
  const body = await request.body();
  const fields = body.length === 0 ? {} : fieldsOf(request, body);
  const preconditions = isJsonObject(fields['preconditions']) ? fields['preconditions'] : {};
  const dryRun = [...request.query.getAll('dryRun'), ...texts(fields['dryRun'])];
  const policy = textOf(fields['propagationPolicy']) ?? request.query.get('propagationPolicy') ?? '';
  const orphan = fields['orphanDependents'] ?? switchIn(request.query, 'orphanDependents');
  const grace = readNumber(request.query, 'gracePeriodSeconds');
  const problems = [...dryRunProblems(dryRun), ...policyProblems(policy, orphan)];
  if (problems.length > 0) throw invalidObject({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', problems);
  return {
    dryRun: dryRun.length > 0,
    propagationPolicy: policy === '' && orphan === true ? 'Orphan' : policy,
    uid: textOf(preconditions['uid']),
    resourceVersion: textOf(preconditions['resourceVersion']),
    given: {
      kind: 'DeleteOptions',
      apiVersion: 'meta.k8s.io/v1',
      ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
      ...(orphan === undefined ? {} : { orphanDependents: orphan }),
      ...(policy === '' ? {} : { propagationPolicy: policy }),
      ...(dryRun.length === 0 ? {} : { dryRun }),
      ...withoutType(fields),
    },
  };
};

const withoutType = ({ kind: _kind, apiVersion: _version, ...options }: JsonObject): JsonObject => options;

const fieldsOf = (request: ServerRequest, body: Uint8Array): JsonObject => {
  const mediaType = mediaTypeOf(request);
  if (mediaType !== '' && !documentMediaTypes.includes(mediaType)) {
    throw unsupportedMediaType(documentMediaTypes);
  }
  const { value } = mediaType === 'application/yaml' ? parseYamlBody(body) : parseJsonBody(body);
  if (!isJsonObject(value))
    throw badRequest(
      `couldn't get version/kind; json parse error: ${cannotUnmarshal(value)} value of type ${typeMeta}`,
    );
  const { kind } = value;
  if (kind !== undefined && kind !== 'DeleteOptions') throw badRequest('the body must be DeleteOptions');
  for (const [field, { type, fits }] of Object.entries(fieldTypes)) {
    const member = ownMember(value, field) ?? null;
    if (member === null || fits(member)) continue;
    throw badRequest(`${cannotUnmarshal(member)} struct field DeleteOptions.${field} of type ${type}`);
  }
  return value;
};

const isText = (value: JsonValue): boolean => typeof value === 'string';
const fieldTypes: Readonly<
  Record<string, { readonly type: string; readonly fits: (value: JsonValue) => boolean }>
> = {
  gracePeriodSeconds: { type: 'int64', fits: Number.isSafeInteger },
  preconditions: { type: 'v1.Preconditions', fits: isJsonObject },
  orphanDependents: { type: 'bool', fits: (value) => typeof value === 'boolean' },
  propagationPolicy: { type: 'v1.DeletionPropagation', fits: isText },
  dryRun: { type: '[]string', fits: (value) => isJsonList(value) && value.every(isText) },
};

const switchIn = (query: URLSearchParams, name: string): boolean | undefined =>
  query.has(name) ? isSwitchedOn(query.get(name)) : undefined;

const policyProblems = (policy: string, orphan: JsonValue | undefined): readonly FieldError[] => {
  if (policy !== '' && typeof orphan === 'boolean') {
    return [
      invalidField(
        'propagationPolicy',
        policy,
        'orphanDependents and deletionPropagation cannot be both set',
      ),
    ];
  }
  return policy === '' || policies.includes(policy)
    ? []
    : [unsupportedField('propagationPolicy', policy, [...policies, 'nil'])];
};

const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

const texts = (value: JsonValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
