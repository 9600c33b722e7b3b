import type { kubectl } from './kubectl.ts';

/** A resource can be established a moment before every handler of the API server knows it. */
export async function untilKnown(attempt: () => ReturnType<typeof kubectl>): ReturnType<typeof kubectl> {
  for (let attempts = 1; ; attempts++) {
    const result = await attempt();
    const unknown = /no matches for kind|could not find the requested resource/.test(result.stderr);
    if (!unknown || attempts === 20) return result;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
