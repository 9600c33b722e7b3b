import { expect, it } from 'vitest';
import {
  checkAnnotations,
  checkApproval,
  checkLabels,
} from '../../../src/model/check/check-object-metadata.ts';

const key = 'api-approved.kubernetes.io';
const url = 'https://github.com/kubernetes/enhancements/pull/1111';

it.each([
  ['example.com', {}],
  ['x-k8s.io', {}],
  ['gateway.networking.x-k8s.io', {}],
  ['k8s.io', { [key]: 'unapproved' }],
  ['a.kubernetes.io', { [key]: 'unapproved, experimental' }],
  ['a.k8s.io', { [key]: url }],
])('%s is approved with %j', (group, annotations) => {
  expect(checkApproval(group, annotations)).toEqual([]);
});

it.each([
  ['k8s.io', {}, 'must say who approved'],
  ['a.k8s.io', { other: 'x' }, 'must say who approved'],
  ['kubernetes.io', { [key]: '' }, 'must say who approved'],
  ['a.kubernetes.io', { [key]: 'yes' }, 'must be a URL or start with'],
  ['a.k8s.io', { [key]: '/pull/1' }, 'must be a URL or start with'],
])('%s is not approved with %j', (group, annotations, message) => {
  expect(checkApproval(group, annotations)).toMatchObject([
    { path: `annotations[${key}]`, message: expect.stringContaining(message) },
  ]);
});

it('takes labels and annotations of any sensible key', () => {
  expect(checkLabels({ 'app.kubernetes.io/name': 'x', a: '' })).toEqual([]);
  expect(checkAnnotations({ 'Example.com/note': 'anything at all\n' })).toEqual([]);
});

it('refuses each bad key and value', () => {
  expect(checkLabels({ 'a b': '-' })).toMatchObject([{ path: 'labels[a b]' }, { path: 'labels[a b]' }]);
  expect(checkAnnotations({ 'a/b/c': 'x' })).toMatchObject([{ path: 'annotations[a/b/c]' }]);
});

it('counts the bytes of annotations', () => {
  expect(checkAnnotations({ a: 'é'.repeat(128 * 1024) })).toMatchObject([
    { path: 'annotations', message: 'the annotations have 262145 bytes; at most 262144 fit' },
  ]);
});
