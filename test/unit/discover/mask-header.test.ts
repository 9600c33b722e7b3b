import { expect, it } from 'vitest';
import { maskHeader } from '../../../src/discover/log/mask-header.ts';

// client-go transport/round_trippers.go maskValue.
it.each([
  ['Authorization', 'Bearer s3cret', 'Bearer <masked>'],
  ['authorization', 'bearer s3cret', 'bearer <masked>'],
  ['AUTHORIZATION', 'Basic dTpw', 'Basic <masked>'],
  ['Authorization', 'Negotiate YII=', 'Negotiate <masked>'],
  ['Authorization', 'AWS4-HMAC-SHA256 Credential=x', '<masked>'],
  ['Authorization', 's3cret', '<masked>'],
  ['Authorization', ' Bearer s3cret', '<masked>'],
  ['Authorization', 'Bearer', 'Bearer'],
  ['Authorization', 'Bearer ', 'Bearer'],
  ['Authorization', 'Bearer  ', 'Bearer <masked>'],
  ['Authorization', '', ''],
  ['Impersonate-User', 'jane', 'jane'],
  ['Cookie', 'a=b', 'a=b'],
])('%s: %j is shown as %j', (name, value, shown) => {
  expect(maskHeader(name, value)).toBe(shown);
});
