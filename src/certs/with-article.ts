/** @returns the label of a PEM block as an object of a sentence: `an ENCRYPTED PRIVATE KEY`, `nothing` */
export function withArticle(label: string | undefined): string {
  if (label === undefined) return 'nothing';
  return `${/^(?:[AEIO]|X509)/u.test(label) ? 'an' : 'a'} ${label}`;
}
