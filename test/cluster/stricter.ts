/** What kx refuses although the API server takes it: no object could be created, or it says nothing or twice the same. */
const STRICTER: readonly RegExp[] = [
  /^no version is served/u,
  /^the scale path .* (?:leads nowhere|must lead to a field)/u,
  /^the column .* would be empty/u,
  /is no JSONPath that the API server reads/u,
  /is given twice$/u,
  /^the enum has .* twice$/u,
  /so no value fits$|^no number lies between|but only \d+ fields are declared|fields are required$/u,
  /^(?:multipleOf|minimum|maximum)\b.* must be (?:more than 0|a whole number)/u,
  /^the enum value .* must/u,
  /^the default .* must be (?:a multiple of|at (?:least|most)|more than|less than)/u,
  /^exclusive(?:Min|Max) needs/u,
  /would ignore it with a warning$/u,
  /^no value was found for|^no object with it was found/u,
  /^status (?:must be an object|cannot be required)/u,
  // The fields of a schema are not checked by the server: JSONSchemaProps is decoded by code of its own.
  /^there is no field '|^must be a schema$/u,
  /must be a whole number from 0 on/u,
];

/** @returns whether a violation is of those */
export function isStricter({ message }: { readonly message: string }): boolean {
  return STRICTER.some((pattern) => pattern.test(message));
}
