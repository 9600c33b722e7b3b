/** @returns the path with the leading dot that the API server wants; kubectl's braces are taken off */
export function absolutePath(text: string): string {
  const bare = text.trim().replace(/^\{(.*)\}$/su, '$1');
  return bare === '' || bare.startsWith('.') ? bare : `.${bare}`;
}
