/** The verbs that every resource here has, in the order in which discovery lists them. */
export const offeredVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'watch'] as const;

/** The HTTP methods that work on a collection and on an object. */
export const allowedMethods = {
  collection: ['GET', 'POST', 'DELETE'],
  object: ['GET', 'DELETE'],
} as const;
