import type { JsonObject } from '../../model/json-value.ts';
import { CERTS_GEN_OPTIONS } from '../certs-gen/options.ts';
import { SCAFFOLD_AA_ARGUMENT, SCAFFOLD_AA_OPTIONS } from '../scaffold-aa/options.ts';
import { SCAFFOLD_CRD_ARGUMENT, SCAFFOLD_CRD_OPTIONS } from '../scaffold-crd/options.ts';
import { answersSchema } from './answers-schema.ts';

/** The schemas of answers files by the names of their files; the build writes them into the package. */
export const ANSWERS_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  'certs-gen': answersSchema('certs gen', { groups: CERTS_GEN_OPTIONS }),
  'scaffold-aa': answersSchema('scaffold aa', {
    groups: SCAFFOLD_AA_OPTIONS,
    argument: SCAFFOLD_AA_ARGUMENT,
  }),
  'scaffold-crd': answersSchema('scaffold crd', {
    groups: SCAFFOLD_CRD_OPTIONS,
    argument: SCAFFOLD_CRD_ARGUMENT,
  }),
};
