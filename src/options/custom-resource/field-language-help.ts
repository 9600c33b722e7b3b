/** What `--field` takes, for --help; 80 columns. */
export const FIELD_LANGUAGE: string = `A field is PATH:TYPE[!][=DEFAULT][{constraint,…}]
  PATH         from the root: spec.size; spec.ports[].name in a list's items,
               spec.limits{} a map's values
  TYPE         string integer int32 int64 number float double boolean date
               date-time duration byte int-or-string quantity object any,
               T[] a list of T, map<T> a map
  !            the field is required
  =DEFAULT     JSON, or bare text for a string
  constraints  enum=a|b min= max= exclusiveMin exclusiveMax multipleOf=
               minLength= maxLength= pattern= format= minItems= maxItems=
               minProperties= maxProperties= nullable immutable
               listType=set|map|atomic listMapKey= mapType=atomic|granular
               preserve embedded desc=; a value with a comma, brace or blank
               stands in double quotes`;
