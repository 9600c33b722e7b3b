import { isJsonObject, type JsonObject } from '../api/json.ts';
import { metadataFields } from './decode-metadata.ts';

/** Paths of the fields in `metadata` of a submitted document that ObjectMeta does not have. */
export const unknownMetadata = ({ metadata }: JsonObject): readonly string[] =>
  isJsonObject(metadata)
    ? Object.keys(metadata)
        .filter((field) => !metadataFields.includes(field))
        .map((field) => `metadata.${field}`)
    : [];
