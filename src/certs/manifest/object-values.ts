import { dirname, resolve } from 'node:path';
import { objectAt, objectsAt, textAt, type Untyped } from '../../discover/walk/untyped.ts';
import type { Material } from '../input/item.ts';
import { readMaterial } from '../input/read-material.ts';
import { InputError } from '../input-error.ts';
import { readInputFile } from '../read-input-file.ts';
import { callersOf } from './caller.ts';
import { fieldBytes } from './field-bytes.ts';
import type { ManifestObject } from './manifest-object.ts';

/** A field of an object that may hold certificates or keys. */
export type ObjectValue = {
  /** `data[tls.crt]`, `spec.caBundle`. */
  readonly field: string;
  readonly material: Material;
  /** What the API server says of a field that is no base64. */
  readonly fault: string | undefined;
};

/** @returns the fields of an object that hold certificates or keys, or should */
export function valuesOf(object: ManifestObject, file: string): readonly ObjectValue[] {
  const reader = READERS.get(object.kind);
  if (reader !== undefined) return reader(object, file);
  return callersOf(object).flatMap(({ bundle, bundleFault, field }) =>
    bundle === undefined ? [] : [{ field, fault: bundleFault, material: bundle }],
  );
}

type Reader = (object: ManifestObject, file: string) => readonly ObjectValue[];

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Secret', (object) => [...encoded(object, 'data', isTold), ...plain(object, 'stringData', isTold)]],
  ['ConfigMap', (object) => [...plain(object, 'data', never), ...encoded(object, 'binaryData', never)]],
  ['Config', kubeconfig],
  ['CertificateSigningRequest', signingRequest],
]);

/** Fields of these names hold certificates or keys whatever their value looks like. */
function isTold(key: string): boolean {
  return /^(?:tls\.(?:crt|key)|ca\.(?:crt|key))$/.test(key);
}

function never(): boolean {
  return false;
}

function encoded(
  object: ManifestObject,
  map: string,
  told: (key: string) => boolean,
): readonly ObjectValue[] {
  return textsOf(object, map).flatMap(([key, text]) => {
    const { bytes, fault } = fieldBytes(text);
    return value(object, { field: `${map}[${key}]`, bytes, fault, told: told(key) });
  });
}

function plain(object: ManifestObject, map: string, told: (key: string) => boolean): readonly ObjectValue[] {
  return textsOf(object, map).flatMap(([key, text]) => {
    const bytes = new TextEncoder().encode(text);
    return value(object, { field: `${map}[${key}]`, bytes, fault: undefined, told: told(key) });
  });
}

function textsOf(object: ManifestObject, map: string): readonly (readonly [string, string])[] {
  return Object.entries(objectAt(object.value, map)).flatMap(([key, text]) =>
    typeof text === 'string' ? [[key, text] as const] : [],
  );
}

type Field = {
  readonly field: string;
  readonly bytes: Uint8Array;
  readonly fault: string | undefined;
  readonly told: boolean;
};

function value(object: ManifestObject, { field, bytes, fault, told }: Field): readonly ObjectValue[] {
  const material = readMaterial(`${object.label} ${field}`, bytes);
  const holdsSome = material.items.some((item) => item.kind !== 'other' || item.block.label !== undefined);
  return told || holdsSome ? [{ field, material, fault }] : [];
}

function kubeconfig(object: ManifestObject, file: string): readonly ObjectValue[] {
  return [
    ...objectsAt(object.value, 'clusters').flatMap((entry) =>
      entryValues({ entry, part: 'cluster', names: ['certificate-authority'], file }),
    ),
    ...objectsAt(object.value, 'users').flatMap((entry) =>
      entryValues({ entry, part: 'user', names: ['client-certificate', 'client-key'], file }),
    ),
  ];
}

type Entry = {
  readonly entry: Untyped;
  readonly part: 'cluster' | 'user';
  readonly names: readonly string[];
  readonly file: string;
};

/** The data of a field wins over the file that it names (client-go tools/clientcmd/client_config.go). */
function entryValues({ entry, part, names, file }: Entry): readonly ObjectValue[] {
  const fields = objectAt(entry, part);
  const label = `${part} ${textAt(entry, 'name') ?? ''}`;
  return names.flatMap((name) => {
    const data = textAt(fields, `${name}-data`);
    if (data !== undefined) {
      const { bytes, fault } = fieldBytes(data);
      return [{ field: `${name}-data`, material: readMaterial(`${label} ${name}-data`, bytes), fault }];
    }
    const path = textAt(fields, name);
    if (path === undefined) return [];
    return [
      {
        field: name,
        material: fileMaterial(`${label} ${name} ${path}`, resolve(dirname(file), path)),
        fault: undefined,
      },
    ];
  });
}

function fileMaterial(place: string, path: string): Material {
  try {
    return readMaterial(place, readInputFile(path).bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { place, items: [], remarks: [], problem: error.message, bytes: new Uint8Array() };
  }
}

function signingRequest(object: ManifestObject): readonly ObjectValue[] {
  const found = [
    ['spec.request', textAt(objectAt(object.value, 'spec'), 'request')],
    ['status.certificate', textAt(objectAt(object.value, 'status'), 'certificate')],
  ] as const;
  return found.flatMap(([field, text]) => {
    if (text === undefined) return [];
    const { bytes, fault } = fieldBytes(text);
    return [{ field, material: readMaterial(`${object.label} ${field}`, bytes), fault }];
  });
}
