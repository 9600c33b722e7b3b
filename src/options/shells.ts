/** The shells that kx completes in. */
export const SHELLS: readonly string[] = ['bash', 'zsh', 'fish', 'powershell'];
