const PATIENCE = 10_000;
const PAUSE = 50;

/** Looks again until it finds something. @returns what it found, undefined after ten seconds */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T | undefined> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found !== undefined || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
