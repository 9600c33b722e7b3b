import { expect, it } from 'vitest';
import { goFieldName, goPackageName, goScope, goTypeName } from '../../../../src/render/go/go-name.ts';
import { goString } from '../../../../src/render/go/go-string.ts';

it.each([
  ['size', 'Size'],
  ['apiKey', 'APIKey'],
  ['apiKeyId', 'APIKeyID'],
  ['id', 'ID'],
  ['ids', 'IDs'],
  ['url', 'URL'],
  ['baseURL', 'BaseURL'],
  ['podIP', 'PodIP'],
  ['podIPs', 'PodIPs'],
  ['clusterIPv4', 'ClusterIPv4'],
  ['httpGet', 'HTTPGet'],
  ['HTTPRoute', 'HTTPRoute'],
  ['utf8', 'UTF8'],
  ['sha256sum', 'Sha256sum'],
  ['x-y', 'XY'],
  ['snake_case', 'SnakeCase'],
  ['app.kubernetes.io/name', 'AppKubernetesIoName'],
  ['$ref', 'Ref'],
  ['2fa', 'X2fa'],
  ['-', 'X'],
  ['', 'X'],
  ['日本', 'X日本'],
  ['états', 'États'],
  ['type', 'Type'],
])('the field %j is %s', (name, go) => {
  expect(goFieldName(name)).toBe(go);
});

it.each([
  ['Widget', 'Widget'],
  ['HTTPRoute', 'HTTPRoute'],
  ['ApiKey', 'ApiKey'],
  ['type', 'Type'],
  ['my-kind', 'MyKind'],
])('the kind %j is %s', (kind, go) => {
  expect(goTypeName(kind)).toBe(go);
});

it.each([
  ['v1alpha1', 'v1alpha1'],
  ['func', 'func_'],
  ['vendor', 'vendor_'],
  ['internal', 'internal_'],
  ['field', 'field_'],
  ['x-1', 'x_1'],
])('the version %j is the package %s', (version, go) => {
  expect(goPackageName(version)).toBe(go);
});

it('gives each name once', () => {
  const scope = goScope(['URL']);
  expect([scope('URL'), scope('URL'), scope('URL2'), scope('ID')]).toEqual(['URL2', 'URL3', 'URL22', 'ID']);
});

it.each([
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['tab\tnew\n', '"tab\\tnew\\n"'],
  ['\u0001\u007f', '"\\u0001\\u007f"'],
  ['\u2028', '"\\u2028"'],
  ['\ud800', '"\ufffd"'],
  ['`日`', '"`日`"'],
])('writes %j as %s', (text, go) => {
  expect(goString(text)).toBe(go);
});
