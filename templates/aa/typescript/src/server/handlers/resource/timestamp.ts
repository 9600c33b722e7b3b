/** A moment as metadata carries it: RFC 3339 in UTC with whole seconds (k8s.io/apimachinery meta/v1 Time). */
export const timestamp = (moment: Date): string => `${moment.toISOString().slice(0, 19)}Z`;
