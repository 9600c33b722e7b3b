/** A moment as metadata carries it: RFC 3339 in UTC with whole seconds. */
export const timestamp = (moment: Date): string => `${moment.toISOString().slice(0, 19)}Z`;
