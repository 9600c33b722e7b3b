import { expect, it } from 'vitest';
import { kebabCase, kindConstant } from '../../../src/model/kind-name.ts';

it.each([
  ['Widget', 'widget', 'widgetKind'],
  ['CronTab', 'cron-tab', 'cronTabKind'],
  ['HTTPRoute', 'http-route', 'httpRouteKind'],
  ['APIKey', 'api-key', 'apiKeyKind'],
  ['Class', 'class', 'classKind'],
  ['API', 'api', 'apiKind'],
  ['V2Thing', 'v2-thing', 'v2ThingKind'],
  ['IPv6Pool', 'i-pv6-pool', 'iPv6PoolKind'],
  ['X', 'x', 'xKind'],
])('%s is %s and %s', (kind, file, constant) => {
  expect([kebabCase(kind), kindConstant(kind)]).toEqual([file, constant]);
});
