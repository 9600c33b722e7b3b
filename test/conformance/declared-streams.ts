import { type Endpoint, open, readAnswer } from './exchange.ts';
import { BASE, FIXTURE } from './fixture.ts';
import type { Means } from './means.ts';

/** @returns the streaming subresources that discovery tells of; none where it tells nothing */
export async function declaredStreams(endpoint: Endpoint): Promise<Pick<Partial<Means>, 'log' | 'console'>> {
  const { json } = await readAnswer(await open(endpoint, { path: BASE }));
  const names = namesIn(json);
  return {
    ...(names.includes(`${FIXTURE.plural}/log`) ? { log: true } : {}),
    ...(names.includes(`${FIXTURE.plural}/console`) ? { console: true } : {}),
  };
}

function namesIn(list: unknown): readonly unknown[] {
  const resources: unknown = Object(list).resources;
  return Array.isArray(resources) ? resources.map((each) => Object(each).name) : [];
}
