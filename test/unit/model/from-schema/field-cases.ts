const ANY = { 'x-kubernetes-preserve-unknown-fields': true };
const INT_OR_STRING = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  'x-kubernetes-int-or-string': true,
};

/** What FIELD_CASES refer to as `#/$defs/…`. */
export const FIELD_DEFINITIONS = {
  A: { type: 'string', minLength: 1, description: 'theirs' },
  B: { $anchor: 'named', type: 'boolean' },
};

/** A field of a JSON Schema, and the structural schema that it becomes. */
export const FIELD_CASES: readonly (readonly [name: string, schema: unknown, structural: object])[] = [
  ['const', { const: 'a' }, { type: 'string', enum: ['a'] }],
  ['const of a number', { const: 3 }, { type: 'integer', enum: [3] }],
  ['enum with null', { enum: ['a', null] }, { type: 'string', nullable: true, enum: ['a'] }],
  ['enum of numbers and texts', { enum: [1, 'a'] }, { ...INT_OR_STRING, enum: [1, 'a'] }],
  ['type of several with null', { type: ['integer', 'null'] }, { type: 'integer', nullable: true }],
  ['nullable of OpenAPI', { type: 'string', nullable: true }, { type: 'string', nullable: true }],
  ['integer or text', { type: ['string', 'integer'], pattern: '^a' }, { ...INT_OR_STRING, pattern: '^a' }],
  [
    'integer or text as anyOf',
    {
      anyOf: [
        { type: 'string', minLength: 2 },
        { type: 'integer', minimum: 1 },
      ],
    },
    { ...INT_OR_STRING, minLength: 2, minimum: 1 },
  ],
  [
    'exclusive bounds as numbers',
    { type: 'number', exclusiveMinimum: 1, minimum: 0 },
    { type: 'number', minimum: 1, exclusiveMinimum: true },
  ],
  [
    'exclusive bounds as booleans',
    { type: 'number', maximum: 1, exclusiveMaximum: true },
    { type: 'number', maximum: 1, exclusiveMaximum: true },
  ],
  [
    'an inclusive bound that is narrower',
    { type: 'number', exclusiveMaximum: 9, maximum: 5 },
    { type: 'number', maximum: 5 },
  ],
  [
    'fractional bounds of whole numbers',
    { type: 'integer', minimum: 0.5, exclusiveMaximum: 9.5 },
    { type: 'integer', minimum: 1, maximum: 9 },
  ],
  ['a type that bounds imply', { minLength: 1 }, { type: 'string', minLength: 1 }],
  ['a type that properties imply', { properties: { a: {} } }, { type: 'object', properties: { a: ANY } }],
  ['true', true, ANY],
  [
    'allOf',
    {
      allOf: [
        { type: 'string', minLength: 2 },
        { minLength: 3, maxLength: 9 },
      ],
    },
    { type: 'string', minLength: 3, maxLength: 9 },
  ],
  [
    'allOf of objects',
    {
      allOf: [
        { properties: { a: { type: 'string' } }, required: ['a'] },
        { properties: { a: { minLength: 1 }, b: { type: 'boolean' } } },
      ],
    },
    {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string', minLength: 1 }, b: { type: 'boolean' } },
    },
  ],
  [
    'allOf of patterns',
    { type: 'string', pattern: '^a', allOf: [{ pattern: 'b$' }] },
    { type: 'string', pattern: 'b$', allOf: [{ pattern: '^a' }] },
  ],
  [
    'a reference with a description beside it',
    { $ref: '#/$defs/A', description: 'mine' },
    { description: 'mine', type: 'string', minLength: 1 },
  ],
  [
    'a reference with a limit beside it',
    { $ref: '#/$defs/A', maxLength: 3 },
    { description: 'theirs', type: 'string', minLength: 1, maxLength: 3 },
  ],
  ['an anchor', { $ref: '#named' }, { type: 'boolean' }],
  [
    'null or something',
    { anyOf: [{ type: 'null' }, { type: 'array', items: { type: 'string' } }] },
    { type: 'array', nullable: true, items: { type: 'string' } },
  ],
  [
    'consts as oneOf',
    { oneOf: [{ const: 'a', title: 'A' }, { const: 'b' }] },
    { type: 'string', enum: ['a', 'b'] },
  ],
  [
    'alternatives of one type',
    { type: 'string', anyOf: [{ maxLength: 3 }, { pattern: '^long' }] },
    { type: 'string', anyOf: [{ maxLength: 3 }, { pattern: '^long' }] },
  ],
  [
    'fields of which one is needed',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    {
      type: 'object',
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
      properties: { a: { type: 'string' }, b: { type: 'string' } },
    },
  ],
  [
    'fields that exclude each other',
    {
      oneOf: [
        { properties: { a: { type: 'string' } }, required: ['a'] },
        { properties: { b: { type: 'string' } }, required: ['b'] },
      ],
    },
    {
      type: 'object',
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
      properties: { a: { type: 'string' }, b: { type: 'string' } },
    },
  ],
  [
    'a field that nothing satisfies in one of two',
    {
      oneOf: [
        { properties: { a: { const: 'x' } } },
        { allOf: [{ properties: { a: { const: 'x' } } }, { properties: { a: { const: 'y' } } }] },
      ],
    },
    {
      type: 'object',
      oneOf: [{ properties: { a: { enum: ['x'] } } }, { properties: { a: { not: {} } } }],
      properties: { a: { type: 'string', enum: ['x'] } },
    },
  ],
  [
    'not',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      not: { required: ['a', 'b'] },
    },
    {
      type: 'object',
      not: { required: ['a', 'b'] },
      properties: { a: { type: 'string' }, b: { type: 'string' } },
    },
  ],
  [
    'uniqueItems of texts',
    { type: 'array', items: { type: 'string' }, uniqueItems: true },
    { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
  ],
  [
    'a map whose keys are an enum',
    { type: 'object', propertyNames: { enum: ['a', 'b'] }, additionalProperties: { type: 'string' } },
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
  ],
  [
    'one pattern for every key',
    { patternProperties: { '^(.*)$': { type: 'string' } } },
    { type: 'object', additionalProperties: { type: 'string' } },
  ],
  [
    'a field that needs another',
    { properties: { a: { type: 'string' }, b: { type: 'string' } }, dependentRequired: { a: ['b'] } },
    {
      type: 'object',
      'x-kubernetes-validations': [
        { rule: '!has(self.a) || has(self.b)', message: 'b is required when a is given' },
      ],
      properties: { a: { type: 'string' }, b: { type: 'string' } },
    },
  ],
  [
    'dependencies of draft-07',
    { properties: { 'a-b': { type: 'string' }, c: { type: 'string' } }, dependencies: { 'a-b': ['c'] } },
    {
      type: 'object',
      'x-kubernetes-validations': [
        { rule: '!has(self.a__dash__b) || has(self.c)', message: 'c is required when a-b is given' },
      ],
      properties: { 'a-b': { type: 'string' }, c: { type: 'string' } },
    },
  ],
  ['base64', { type: 'string', contentEncoding: 'base64' }, { type: 'string', format: 'byte' }],
  [
    'texts about it',
    { type: 'string', title: 'T', description: 'd', examples: ['e'], deprecated: true },
    { title: 'T', description: 'd Deprecated.', example: 'e', type: 'string' },
  ],
  [
    'code points of JavaScript',
    { type: 'string', pattern: '^\\u0041\\\\u+$' },
    { type: 'string', pattern: '^\\x{0041}\\\\u+$' },
  ],
  ['a default of null', { type: 'string', default: null }, { type: 'string' }],
];
