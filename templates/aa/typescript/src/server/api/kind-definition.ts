import type { ConnectDefinition } from '../connect/connect-definition.ts';
import type { ApiObject } from './api-object.ts';
import type { Conversion } from './conversion.ts';
import type { FieldError } from './field-error.ts';
import type { StructuralSchema } from './structural-schema.ts';

/** A column of `kubectl get`, as additionalPrinterColumns of a CustomResourceDefinition describe it. */
export type PrinterColumn = {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly jsonPath: string;
  readonly format?: string;
  readonly description?: string;
  /** 0 always shows the column, above 0 only `-o wide` does. */
  readonly priority?: number;
};

/** Where an object keeps what its scale shows, as `.spec.replicas` (a CustomResourceDefinition's scale subresource). */
export type ScalePaths = {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  /** A text field that holds a label selector. */
  readonly labelSelectorPath?: string;
};

/** All that the server knows about one kind of one group and version. */
export type KindDefinition = {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly listKind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /**
   * The version that its objects are kept in, where the kind has several. Every other one has a `conversion`; without
   * it nothing but the apiVersion is converted, and fields that the other version does not know are lost, as under the
   * strategy None of a CRD.
   */
  readonly storageVersion?: string;
  readonly conversion?: Conversion;
  /** What clients of a deprecated version are told with every reply. */
  readonly deprecationWarning?: string;
  /** False where the schema's `status` is a field like any other. */
  readonly statusSubresource?: boolean;
  /** The scale subresource: what `kubectl scale` and autoscalers read and write. */
  readonly scale?: ScalePaths;
  /**
   * Subresources that stream, by their names. kube-apiserver cuts every request at 60 seconds but for watches and for
   * subresources named attach, exec, log, portforward and proxy; a WebSocket is not cut, whatever its name.
   */
  readonly connect?: Readonly<Record<string, ConnectDefinition>>;
  /** Fields that field selectors may name beside those of metadata, as `.spec.colour`: of a scalar type. */
  readonly selectableFields?: readonly string[];
  readonly schema: StructuralSchema;
  readonly columns: readonly PrinterColumn[];
  /** Fills in what the schema's defaults cannot express; runs before validation, on create and on update. */
  readonly defaulting?: (object: ApiObject) => ApiObject;
  /** Rules beyond the schema; every problem at once. `previous` is there on update only. */
  readonly validation?: (object: ApiObject, previous?: ApiObject) => readonly FieldError[];
};
