import { expect, it } from 'vitest';
import { maskSecrets } from '../../../src/discover/log/mask-secrets.ts';

const applied = (secret: string) => `{"metadata":{"annotations":{"last":${JSON.stringify(secret)}}}}`;

it.each<readonly [what: string, body: string, masked: string]>([
  [
    'the data of a Secret',
    '{"kind":"Secret","data":{"a":"czNjcmV0","b":""}}',
    '{"kind":"Secret","data":{"a":"<masked>","b":"<masked>"}}',
  ],
  [
    'stringData, before the kind, and keeps the form of the text',
    '{\n "stringData": { "a\\"b": "s3\\"cret" },\n "type": "Opaque", "kind" : "Secret"\n}\n',
    '{\n "stringData": { "a\\"b": "<masked>" },\n "type": "Opaque", "kind" : "Secret"\n}\n',
  ],
  [
    'items of a SecretList, which have no kind',
    '{"kind":"SecretList","items":[{"metadata":{"name":"n"},"data":{"a":"eA=="}},{"data":{"a":"eQ=="}}]}',
    '{"kind":"SecretList","items":[{"metadata":{"name":"n"},"data":{"a":"<masked>"}},{"data":{"a":"<masked>"}}]}',
  ],
  [
    'only the Secrets of a List',
    '{"kind":"List","items":[{"kind":"ConfigMap","data":{"a":"shown"}},{"kind":"Secret","data":{"a":"eA=="}}]}',
    '{"kind":"List","items":[{"kind":"ConfigMap","data":{"a":"shown"}},{"kind":"Secret","data":{"a":"<masked>"}}]}',
  ],
  [
    'the objects of a Table',
    '{"kind":"Table","rows":[{"cells":["n","Opaque"],"object":{"kind":"Secret","data":{"a":"eA=="}}}]}',
    '{"kind":"Table","rows":[{"cells":["n","Opaque"],"object":{"kind":"Secret","data":{"a":"<masked>"}}}]}',
  ],
  [
    'each of several watch events',
    '{"type":"ADDED","object":{"kind":"Secret","data":{"a":"eA=="}}}\n{"type":"DELETED","object":{"kind":"Secret","data":{"a":"eA=="}}}\n',
    '{"type":"ADDED","object":{"kind":"Secret","data":{"a":"<masked>"}}}\n{"type":"DELETED","object":{"kind":"Secret","data":{"a":"<masked>"}}}\n',
  ],
  [
    'what was applied last',
    applied('{"kind":"Secret","stringData":{"a":"s3cret"}}\n'),
    applied('{"kind":"Secret","stringData":{"a":"<masked>"}}\n'),
  ],
  [
    'the token of a TokenRequest',
    '{"kind":"TokenRequest","spec":{"audiences":["a"]},"status":{"token":"t","expirationTimestamp":"e"}}',
    '{"kind":"TokenRequest","spec":{"audiences":["a"]},"status":{"token":"<masked>","expirationTimestamp":"e"}}',
  ],
  [
    'the token of a TokenReview',
    '{"kind":"TokenReview","spec":{"token":"t"},"status":{"authenticated":true}}',
    '{"kind":"TokenReview","spec":{"token":"<masked>"},"status":{"authenticated":true}}',
  ],
  [
    'token and key of an ExecCredential, not the certificate',
    '{"kind":"ExecCredential","status":{"token":"t","clientKeyData":"k","clientCertificateData":"c"}}',
    '{"kind":"ExecCredential","status":{"token":"<masked>","clientKeyData":"<masked>","clientCertificateData":"c"}}',
  ],
  [
    'a Secret that is cut off in its data',
    '{"kind":"Secret","data":{"a":"eA==","b":"eA',
    '{"kind":"Secret","data":{"a":"<masked>","b":"<masked>"',
  ],
  [
    'what may be a Secret, cut off before its kind',
    '{"apiVersion":"v1","data":{"a":"eA=="},"metadata":{"name":"mySecret',
    '{"apiVersion":"v1","data":{"a":"<masked>"},"metadata":{"name":"mySecret',
  ],
  [
    'an annotation that is cut off',
    '{"metadata":{"annotations":{"last":"{\\"kind\\":\\"Secret\\",\\"data\\":{\\"a\\":\\"eA',
    '{"metadata":{"annotations":{"last":"<masked>"',
  ],
])('masks %s', (_, body, masked) => {
  expect(maskSecrets(body)).toBe(masked);
});

it.each([
  ['{"kind":"APIResourceList","resources":[{"name":"secrets","kind":"Secret","verbs":["get"]}]}'],
  ['{"responseKind":{"group":"","version":"v1","kind":"Secret"},"resource":"secrets"}'],
  ['{"kind":"ConfigMap","data":{"a":"Secret"}}'],
  ['{"kind":"Secret","metadata":{"annotations":{"a":"b"},"data":"x"},"type":"Opaque"}'],
  ['"Secret"'],
  ['Secret } ] { not [ JSON'],
  [''],
])('leaves %s as it is', (body) => {
  expect(maskSecrets(body)).toBe(body);
});

it('takes a body of any depth', () => {
  const deep = '{"data":'.repeat(200_000);
  expect(maskSecrets(`${deep}"Secret"`)).toBe(`${deep}"<masked>"`);
});
