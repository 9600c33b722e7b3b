import { describe, expect, it } from 'vitest';
import { chooseProxy } from '../../../src/discover/client/choose-proxy.ts';
import { isLoopback, isTakenOut } from '../../../src/discover/client/no-proxy.ts';
import { targetFor } from './client-for.ts';

const HTTPS = 'https://api.example.com:6443';
const HTTP = 'http://api.example.com:8080';

describe('the proxy of the environment', () => {
  it.each<readonly [server: string, env: Readonly<Record<string, string>>, chosen: string | undefined]>([
    [HTTPS, {}, undefined],
    [HTTPS, { HTTPS_PROXY: '' }, undefined],
    [HTTPS, { HTTPS_PROXY: 'http://p:1' }, 'HTTPS_PROXY http://p:1'],
    [HTTPS, { https_proxy: 'http://p:1' }, 'https_proxy http://p:1'],
    [HTTPS, { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:1' }, 'HTTPS_PROXY http://p:1'],
    [HTTPS, { HTTPS_PROXY: '', https_proxy: 'http://q:1' }, 'https_proxy http://q:1'],
    [HTTPS, { HTTP_PROXY: 'http://p:1' }, undefined],
    [HTTPS, { ALL_PROXY: 'http://p:1', all_proxy: 'http://p:1' }, undefined],
    [HTTPS, { HTTPS_PROXY: 'p:3128' }, 'HTTPS_PROXY http://p:3128'],
    [HTTPS, { HTTPS_PROXY: '10.0.0.1:3128' }, 'HTTPS_PROXY http://10.0.0.1:3128'],
    [HTTPS, { HTTPS_PROXY: 'me:secret@p:3128' }, 'HTTPS_PROXY http://p:3128'],
    [HTTPS, { HTTPS_PROXY: 'socks5h://me:a%40b@p' }, 'HTTPS_PROXY socks5h://p'],
    [HTTPS, { HTTPS_PROXY: 'http://me:50%@p:3128' }, undefined],
    [HTTPS, { HTTPS_PROXY: '::' }, undefined],
    [HTTP, { HTTP_PROXY: 'http://p:1' }, 'HTTP_PROXY http://p:1'],
    [HTTP, { http_proxy: 'http://p:1' }, 'http_proxy http://p:1'],
    [HTTP, { HTTPS_PROXY: 'http://p:1' }, undefined],
    [HTTPS, { HTTPS_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, 'HTTPS_PROXY http://p:1'],
    ['https://localhost:6443', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://127.8.8.8:6443', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://[::1]:6443', { HTTPS_PROXY: 'http://p:1' }, undefined],
    [HTTPS, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com' }, undefined],
    [HTTPS, { HTTPS_PROXY: 'http://p:1', no_proxy: 'example.com' }, undefined],
    [
      HTTPS,
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'other', no_proxy: 'example.com' },
      'HTTPS_PROXY http://p:1',
    ],
    ['https://api.example.com', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com:443' }, undefined],
    ['http://api.example.com', { HTTP_PROXY: 'http://p:1', NO_PROXY: 'example.com:80' }, undefined],
  ])('of %s with %j is %s', (url, env, chosen) => {
    const proxy = chooseProxy(targetFor({ url, ca: '' }), env);
    expect(proxy && `${proxy.origin} ${proxy.name}`).toBe(chosen);
  });

  it.each([
    [
      HTTP,
      { HTTP_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' },
      /^HTTP_PROXY is not trusted, as REQUEST_METHOD/,
    ],
    [
      HTTPS,
      { https_proxy: 'ftp://me:secret@p' },
      /^https_proxy names ftp:\/\/p, but a proxy is http, https, socks5/,
    ],
  ])('of %s with %j is refused', (url, env, said) => {
    expect(() => chooseProxy(targetFor({ url, ca: '' }), env)).toThrow(said);
  });
});

it('of the cluster wins over the environment, and over NO_PROXY', () => {
  const proxyUrl = { url: 'socks5://p:1080', origin: 'proxy-url of it' };
  const target = targetFor({ url: 'https://127.0.0.1:6443', ca: '' }, { target: { proxyUrl } });
  expect(chooseProxy(target, { HTTPS_PROXY: 'http://q:1', NO_PROXY: '*' })).toMatchObject({
    name: 'socks5://p:1080',
    origin: 'proxy-url of it',
    user: undefined,
  });
});

it.each<readonly [rules: string, host: string, port: string, isOut: boolean]>([
  ['', 'a.example.com', '443', false],
  [' , ,', 'a.example.com', '443', false],
  ['*', 'a.example.com', '443', true],
  ['b, *', '10.0.0.1', '443', true],
  ['example.com', 'example.com', '443', true],
  ['example.com', 'a.b.example.com', '443', true],
  ['example.com', 'anexample.com', '443', false],
  ['EXAMPLE.com', 'A.example.COM', '443', true],
  ['.example.com', 'a.example.com', '443', true],
  ['.example.com', 'example.com', '443', false],
  ['*.example.com', 'a.example.com', '443', true],
  ['*.example.com', 'example.com', '443', false],
  ['a*.example.com', 'ab.example.com', '443', false],
  ['example.com:443', 'a.example.com', '443', true],
  ['example.com:6443', 'a.example.com', '443', false],
  [':443', 'a.example.com', '443', false],
  ['10.0.0.1', '10.0.0.1', '443', true],
  ['10.0.0.1:443', '10.0.0.1', '443', true],
  ['10.0.0.1:80', '10.0.0.1', '443', false],
  ['10.0.0.0/8', '10.1.2.3', '443', true],
  ['10.0.0.0/8', '11.1.2.3', '443', false],
  ['10.0.0.0/33', '10.1.2.3', '443', false],
  ['10.0.0.0/8', 'ten.example.com', '443', false],
  ['0.0.1', '10.0.0.1', '443', false],
  ['fd00::/8', 'fd00::1', '443', true],
  ['fd00::1', 'fd00:0::1', '443', true],
  ['[fd00::1]:443', 'fd00::1', '443', true],
  ['[fd00::1]:80', 'fd00::1', '443', false],
  ['fd00::/8', '10.0.0.1', '443', false],
])('NO_PROXY=%j takes %s:%s out: %s', (rules, host, port, isOut) => {
  expect(isTakenOut({ host, port }, rules)).toBe(isOut);
});

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.255.0.1', true],
  ['::1', true],
  ['128.0.0.1', false],
  ['localhost.example.com', false],
])('%s is this machine: %s', (host, isThis) => {
  expect(isLoopback(host)).toBe(isThis);
});
