/** The tags that constrain a field, in lower case. */
export const TAG_NAMES: ReadonlySet<string> = new Set(
  (
    'minimum min maximum max exclusiveminimum exclusivemin exclusivemaximum exclusivemax multipleof minlength ' +
    'maxlength minitems maxitems minproperties maxproperties pattern format title default enum ' +
    'immutable rule nullable deprecated integer int int32 int64 float double ' +
    'quantity intorstring int-or-string uniqueitems listtype listmapkey maptype preserve preserveunknownfields embedded ' +
    'embeddedresource astype tjs-type type'
  ).split(' '),
);
