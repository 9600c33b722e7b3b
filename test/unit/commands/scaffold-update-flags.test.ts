import { describe, expect, it } from 'vitest';
import { valid, violationsOf } from '../../../src/checked.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { longFlagOf } from '../../../src/options/option-name.ts';
import { SCAFFOLD_AA_FORM } from '../../../src/options/scaffold-aa/form.ts';
import { SCAFFOLD_CRD_FORM } from '../../../src/options/scaffold-crd/form.ts';
import { flagsOfCommand } from '../../../src/options/scaffold-update/flags-of-command.ts';
import { splitKeyedLists, withKeyedLists } from '../../../src/options/scaffold-update/keyed-lists.ts';
import { SCAFFOLD_UPDATE_OPTIONS } from '../../../src/options/scaffold-update/options.ts';

describe('the flags of kx scaffold update', () => {
  const flagsOf = (groups: typeof SCAFFOLD_UPDATE_OPTIONS) =>
    groups.flatMap(({ options }) => options).map(longFlagOf);

  it('are those of both commands, each once, without --out and --stdout', () => {
    const both = [...flagsOf(SCAFFOLD_CRD_FORM.groups), ...flagsOf(SCAFFOLD_AA_FORM.groups)];
    const expected = [...new Set(both)].filter((flag) => flag !== '--out' && flag !== '--stdout');
    expect(flagsOf(SCAFFOLD_UPDATE_OPTIONS).toSorted()).toEqual(expected.toSorted());
  });

  it('have a heading once', () => {
    const titles = SCAFFOLD_UPDATE_OPTIONS.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.at(-1)).toBe('Writing:');
  });
});

describe('flagsOfCommand', () => {
  it.each([
    {
      what: 'what it has',
      form: SCAFFOLD_CRD_FORM,
      options: { kind: 'Tab', selectable: ['.spec.a'] },
      taken: { kind: 'Tab', selectable: ['.spec.a'] },
    },
    {
      what: 'what every command has',
      form: SCAFFOLD_AA_FORM,
      options: { quiet: true },
      taken: { quiet: true },
    },
    {
      what: 'a list of one as the one',
      form: SCAFFOLD_AA_FORM,
      options: { version: ['v2'] },
      taken: { version: 'v2' },
    },
    {
      what: 'a list as a list',
      form: SCAFFOLD_CRD_FORM,
      options: { version: ['v1', 'v2'] },
      taken: { version: ['v1', 'v2'] },
    },
    { what: '--no-certs', form: SCAFFOLD_AA_FORM, options: { certs: false }, taken: { certs: false } },
    { what: '--certs', form: SCAFFOLD_AA_FORM, options: { certs: true }, taken: { certs: true } },
  ])('takes $what', ({ form, options, taken }) => {
    expect(flagsOfCommand(options, form)).toEqual(valid(taken));
  });

  it.each([
    {
      form: SCAFFOLD_AA_FORM,
      options: { rule: ['spec: self.a > 0'] },
      path: '--rule',
      message: 'is no flag of kx scaffold aa, which made this directory',
    },
    {
      form: SCAFFOLD_CRD_FORM,
      options: { service: 'a' },
      path: '--service',
      message: 'is no flag of kx scaffold crd, which made this directory',
    },
    {
      form: SCAFFOLD_CRD_FORM,
      options: { certs: false },
      path: '--no-certs',
      message: 'is no flag of kx scaffold crd, which made this directory',
    },
    {
      form: SCAFFOLD_AA_FORM,
      options: { version: ['v1', 'v2'] },
      path: '--version',
      message: 'takes one value in kx scaffold aa, which made this directory',
    },
  ])('refuses $path', ({ form, options, path, message }) => {
    expect(violationsOf(flagsOfCommand(options, form))).toEqual([{ path, message }]);
  });
});

describe('keyed lists', () => {
  it.each([
    {
      key: 'field',
      recorded: ['spec.a:string', 'spec.b:string'],
      given: ['spec.a:int32=1'],
      list: ['spec.a:int32=1', 'spec.b:string'],
    },
    {
      key: 'field',
      recorded: ['spec.a:string'],
      given: ['spec.b:map<string>'],
      list: ['spec.a:string', 'spec.b:map<string>'],
    },
    {
      key: 'field',
      recorded: ['spec.a:string'],
      given: ['spec.a:int32', 'spec.a:int64'],
      list: ['spec.a:int32', 'spec.a:int64'],
    },
    {
      key: 'version',
      recorded: ['v1', 'v2,storage'],
      given: ['v2,served=false', 'v3'],
      list: ['v1', 'v2,served=false', 'v3'],
    },
    {
      key: 'column',
      recorded: ['Age:date:.metadata.creationTimestamp'],
      given: ['Age:date:.spec.at'],
      list: ['Age:date:.spec.at'],
    },
    { key: 'label', recorded: ['a=1', 'b=2'], given: ['b=3=4'], list: ['a=1', 'b=3=4'] },
    { key: 'annotation', recorded: [], given: ['a=1'], list: ['a=1'] },
    { key: 'shortName', recorded: ['a', 'b'], given: ['b', 'c'], list: ['a', 'b', 'c'] },
    { key: 'category', recorded: ['all'], given: ['all'], list: ['all'] },
    { key: 'selectable', recorded: ['.spec.a'], given: ['.spec.b'], list: ['.spec.a', '.spec.b'] },
  ])('$given into $recorded', ({ key, recorded, given, list }) => {
    const flags: RawOptions = { [key]: given, kind: 'Tab' };
    const { lists, rest } = splitKeyedLists(flags);
    expect(rest).toEqual({ kind: 'Tab' });
    expect(withKeyedLists({ ...rest, [key]: recorded }, lists)).toEqual({ kind: 'Tab', [key]: list });
  });
});
