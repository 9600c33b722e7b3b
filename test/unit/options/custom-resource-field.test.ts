import { describe, expect, it } from 'vitest';
import type { FieldPath } from '../../../src/model/schema/field-path.ts';
import { formatFieldType } from '../../../src/model/schema/field-type.ts';
import { parseField } from '../../../src/options/custom-resource/field.ts';

const immutable = (name: string) => ({
  'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: `${name} is immutable` }],
});

/** As the field language writes it. */
function written(path: FieldPath): string {
  const steps = path.map((step) =>
    step.kind === 'property' ? `.${step.name}` : { item: '[]', value: '{}' }[step.kind],
  );
  return steps.join('').replace(/^\./, '');
}

describe('a field', () => {
  it.each([
    ['spec.a:string', 'spec.a', 'string', false, {}],
    ['spec.a:string!', 'spec.a', 'string', true, {}],
    [' spec.a : string ', 'spec.a', 'string', false, {}],
    ['data:map<string>', 'data', 'map<string>', false, {}],
    ['spec.ports[].name:string!', 'spec.ports[].name', 'string', true, {}],
    ['spec.limits{}:quantity', 'spec.limits{}', 'quantity', false, {}],
    ['spec.a[][]{}.b-c_d/e:int32[]', 'spec.a[][]{}.b-c_d/e', 'int32[]', false, {}],
    ['spec.a:map<map<string[]>>[]', 'spec.a', 'map<map<string[]>>[]', false, {}],
    ['spec.a:int32=1', 'spec.a', 'int32', false, { default: 1 }],
    ['spec.a:int32!=-0', 'spec.a', 'int32', true, { default: 0 }],
    ['spec.a:number=1e3{max=2e3}', 'spec.a', 'number', false, { default: 1000, maximum: 2000 }],
    ['spec.a:boolean=false', 'spec.a', 'boolean', false, { default: false }],
    ['spec.a:string=', 'spec.a', 'string', false, { default: '' }],
    ['spec.a:string=a b, c=d:e!', 'spec.a', 'string', false, { default: 'a b, c=d:e!' }],
    ['spec.a:string="a {b}"{minLength=1}', 'spec.a', 'string', false, { default: 'a {b}', minLength: 1 }],
    ['spec.a:string=1', 'spec.a', 'string', false, { default: '1' }],
    ['spec.a:date=2026-01-31', 'spec.a', 'date', false, { default: '2026-01-31' }],
    ['spec.a:int-or-string=80', 'spec.a', 'int-or-string', false, { default: 80 }],
    ['spec.a:int-or-string="80"', 'spec.a', 'int-or-string', false, { default: '80' }],
    ['spec.a:int-or-string=25%', 'spec.a', 'int-or-string', false, { default: '25%' }],
    ['spec.a:quantity=500m', 'spec.a', 'quantity', false, { default: '500m' }],
    [
      'spec.a:string[]=["a","}]"]{maxItems=2}',
      'spec.a',
      'string[]',
      false,
      { default: ['a', '}]'], maxItems: 2 },
    ],
    [
      'spec.a:map<string>={"a":"{b"}{maxProperties=2}',
      'spec.a',
      'map<string>',
      false,
      { default: { a: '{b' }, maxProperties: 2 },
    ],
    ['spec.a:any=null{nullable}', 'spec.a', 'any', false, { default: null, nullable: true }],
    ['spec.a:string{}', 'spec.a', 'string', false, {}],
    ['spec.a:string{ minLength=1 , maxLength=2 }', 'spec.a', 'string', false, { minLength: 1, maxLength: 2 }],
    ['spec.a:string{enum=a|b}', 'spec.a', 'string', false, { enum: ['a', 'b'] }],
    ['spec.a:string{enum="a b"|c|"d|e,}"}', 'spec.a', 'string', false, { enum: ['a b', 'c', 'd|e,}'] }],
    ['spec.a:string{enum=|a}', 'spec.a', 'string', false, { enum: ['', 'a'] }],
    ['spec.a:string{enum=1|true}', 'spec.a', 'string', false, { enum: ['1', 'true'] }],
    ['spec.a:int32{enum=1|2}', 'spec.a', 'int32', false, { enum: [1, 2] }],
    ['spec.a:boolean{enum=true}', 'spec.a', 'boolean', false, { enum: [true] }],
    [
      'spec.a:int32{min=0,exclusiveMin,max=9,exclusiveMax,multipleOf=3}',
      'spec.a',
      'int32',
      false,
      { minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true, multipleOf: 3 },
    ],
    [
      'spec.a:string{pattern="^(\\\\S+\\\\s){4}\\\\S+$",desc="schedule"}',
      'spec.a',
      'string',
      false,
      { pattern: '^(\\S+\\s){4}\\S+$', description: 'schedule' },
    ],
    ['spec.a:string{pattern=^a|b$}', 'spec.a', 'string', false, { pattern: '^a|b$' }],
    ['spec.a:string{pattern=^\\d+$}', 'spec.a', 'string', false, { pattern: '^\\d+$' }],
    ['spec.a:string{format=uuid}', 'spec.a', 'string', false, { format: 'uuid' }],
    [
      'spec.a:string[]{minItems=1,listType=set}',
      'spec.a',
      'string[]',
      false,
      { minItems: 1, 'x-kubernetes-list-type': 'set' },
    ],
    [
      'spec.a:object[]{listType=map,listMapKey=name,listMapKey=port}',
      'spec.a',
      'object[]',
      false,
      { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name', 'port'] },
    ],
    [
      'spec.a:object{mapType=atomic,preserve,minProperties=1}',
      'spec.a',
      'object',
      false,
      { 'x-kubernetes-map-type': 'atomic', 'x-kubernetes-preserve-unknown-fields': true, minProperties: 1 },
    ],
    ['spec.a:object{embedded}', 'spec.a', 'object', false, { 'x-kubernetes-embedded-resource': true }],
    ['spec.a:string{immutable}', 'spec.a', 'string', false, immutable('a')],
    ['spec.b{}:string{immutable}', 'spec.b{}', 'string', false, immutable('b')],
  ])('%s', (source, path, type, required, keywords) => {
    const { value, violations } = parseField(source);
    expect(violations).toEqual([]);
    expect(value).toMatchObject({ source, required, keywords });
    expect(value?.keywords).toEqual(keywords);
    expect(written(value?.path ?? [])).toBe(path);
    expect(value && formatFieldType(value.type)).toBe(type);
  });
});

describe('what is wrong with a field', () => {
  it.each([
    ['spec.a', 'it must be PATH:TYPE', undefined],
    ['', 'it must be PATH:TYPE', undefined],
    [':string', "'' is no path of a field", undefined],
    ['spec.a:', 'the type is missing', undefined],
    ['spec.a:strin', "there is no type 'strin'", 'did you mean string?'],
    ['spec.a:String', "there is no type 'String'", 'did you mean string?'],
    ['spec.a:list<string>', "there is no type 'list<string>'", 'types: string'],
    ['spec.a:map<strng>', "there is no type 'strng'", 'did you mean string?'],
    ['spec.a:[]string', "there is no type '[]string'", 'did you mean string?'],
    ['.spec.a:string', "'.spec.a' is no path", 'leave out the leading dot'],
    ['spec..a:string', "'spec..a' is no path", 'joined by dots'],
    ['spec.a[0]:string', "'spec.a[0]' is no path", 'name[] stands for'],
    ['spec.a b:string', "'spec.a b' is no path", undefined],
    ['spec.__proto__:string', 'kx takes no field __proto__: JavaScript', undefined],
    [`spec${'.a'.repeat(1999)}:string`, 'the path is 2000 levels deep; kx takes 100 at most', undefined],
    [`spec.a${'[]'.repeat(60_000)}:string`, 'the path is 60002 levels deep', undefined],
    [`spec.a:string${'[]'.repeat(60_000)}`, 'the type is 60000 levels deep', undefined],
    [
      `spec.a:any=${'['.repeat(60_000)}${']'.repeat(60_000)}`,
      'the value has more than 100 levels',
      undefined,
    ],
    ['spec.a:int64=9223372036854775807', '9223372036854775807 cannot be used: kx handles whole', undefined],
    ['spec.a:int32=-9223372036854775807', '-9223372036854775807 cannot be used: kx', undefined],
    ['spec.a:int64[]=[1,9007199254740993]', '9007199254740993 cannot be used: kx', undefined],
    ['spec.a:int64{enum=9007199254740993}', 'enum: 9007199254740993 cannot be used: kx', undefined],
    ['spec.a:int64{max=9223372036854775807}', 'max: 9223372036854775807 cannot be used: kx', undefined],
    ['spec.a:double=1e400', '1e400 is beyond what a double holds', undefined],
    ['spec.a:int32=x', "'x' is no JSON value of type int32", undefined],
    ['spec.a:string="x', 'is no JSON value of type string', undefined],
    ['spec.a:string[]=[1', 'is no JSON value of type string[]', undefined],
    ['spec.a:object={"a":1}}', "'}' is not expected", undefined],
    ['spec.a:string{minLength=1', "'{minLength=1' is not expected", undefined],
    ['spec.a:string!!', "'!' is not expected", undefined],
    ['spec.a:string{minLenght=1}', "there is no constraint 'minLenght'", 'did you mean minLength?'],
    ['spec.a:string{foo}', "there is no constraint 'foo'", 'constraints: enum'],
    ['spec.a:string{,}', 'a constraint without a name', undefined],
    ['spec.a:string{minLength=1,minLength=2}', 'minLength is given twice', undefined],
    ['spec.a:string{minLength}', 'minLength: needs a whole number', undefined],
    ['spec.a:string{minLength=-1}', 'minLength: needs a whole number', undefined],
    ['spec.a:string{minLength=1.5}', 'minLength: needs a whole number', undefined],
    ['spec.a:int32{min=x}', "min: needs a number, not 'x'", undefined],
    ['spec.a:number{max=1e999}', 'max: 1e999 is beyond what a double holds', undefined],
    ['spec.a:int32{exclusiveMin=1}', 'exclusiveMin: is a word by itself', undefined],
    ['spec.a:string{nullable=true}', 'nullable: is a word by itself', undefined],
    ['spec.a:string{pattern}', 'pattern: needs a value', undefined],
    ['spec.a:string{pattern=^a{2}$}', "pattern: '{2}$' is not expected", undefined],
    ['spec.a:string{desc=two words}', "desc: 'words' is not expected", undefined],
    ['spec.a:string{desc="x}', 'is no JSON string', undefined],
    ['spec.a:string{pattern="\\d"}', 'is no JSON string; a backslash in it is written \\\\', undefined],
    ['spec.a:string{enum}', 'enum: needs its values', 'enum=a|b'],
    ['spec.a:int32{enum=a}', "enum: 'a' is no JSON value of type int32", undefined],
    [
      'spec.a:string[]{listType=sets}',
      "listType: 'sets' is not one of set, map, atomic",
      'did you mean set?',
    ],
    ['spec.a:object[]{listMapKey}', 'listMapKey: needs the name', undefined],
    ['spec.a:object{mapType=set}', "mapType: 'set' is not one of atomic, granular", undefined],
    ['spec.a:date{format=uuid}', 'format: the type has the format date already', 'use the type string'],
    ['spec.a:int32{minLength=1}', 'minLength does not apply to int32', 'minLength is for string'],
    ['spec.a:string{min=1}', 'min does not apply to string', 'min is for integer'],
    [
      'spec.a:string[]{pattern=a}',
      'pattern does not apply to string[]',
      "for each of its values: --field 'spec.a[]:string{pattern…}'",
    ],
    ['spec.a:map<int32>{max=1}', 'max does not apply to map<int32>', "--field 'spec.a{}:int32{max…}'"],
    ['spec.a:quantity{pattern=a}', 'pattern does not apply to quantity', undefined],
    ['spec.a:map<string>{preserve}', 'preserve does not apply to map<string>', undefined],
    ['spec.a:boolean{immutable=x}', 'immutable: is a word by itself', undefined],
    ['spec.a[]:string!', 'an item of a list cannot be required', 'minItems=1'],
    ['spec.a{}:string=x', 'a value of a map cannot have a default', "--field 'spec.a{}:string'"],
  ])('%s', (source, message, hint) => {
    const { violations } = parseField(source);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({
      path: `--field '${source}'`,
      message: expect.stringContaining(message),
    });
    if (hint !== undefined) expect(violations[0]?.hint).toContain(hint);
  });

  it('is said all at once', () => {
    const { violations } = parseField('spec.a[]:string!=x{minLenght=1,pattern,foo,min=1}');
    expect(violations).toHaveLength(6);
  });
});
