import { expect, it } from 'vitest';
import { fileStem } from '../../../src/model/file-stem.ts';

it.each([
  ['Widget', 'widget'],
  ['CronTab', 'cron-tab'],
  ['Aux', 'aux-kind'],
  ['Con', 'con-kind'],
  ['NUL', 'nul-kind'],
  ['PRN', 'prn-kind'],
  ['COM1', 'com1-kind'],
  ['Lpt9', 'lpt9-kind'],
  ['Console', 'console'],
  ['Com', 'com'],
  ['COM10', 'com10'],
  ['AuxKind', 'aux-kind'],
])('the files of kind %s are called %s', (kind, stem) => {
  expect(fileStem(kind)).toBe(stem);
});
