import type { JsonObject } from '../../src/model/json-value.ts';
import { parseFlags } from '../../src/options/custom-resource/flag-parts.ts';
import { identityOf } from '../../src/options/custom-resource/identity.ts';
import { NO_INPUTS } from '../../src/options/custom-resource/resource-inputs.ts';
import { resourceOf } from '../../src/options/custom-resource/resource-of.ts';
import { rawKeyOf } from '../../src/options/option-name.ts';
import { renderCrd } from '../../src/render/render-crd.ts';

const ALONE = new Set(['group', 'kind', 'plural', 'singular', 'listKind', 'scope', 'scale']);

/**
 * Makes the CRD of flags that kx refuses, to ask the API server about it.
 *
 * @param words `--group example.com --kind X …`
 * @returns undefined where the flags describe none
 */
export function assembled(words: readonly string[]): JsonObject | undefined {
  const options: Record<string, string | boolean | string[]> = {};
  for (const [index, word] of words.entries()) {
    if (!word.startsWith('--')) continue;
    const key = rawKeyOf({ flags: word });
    const value = words[index + 1] ?? '';
    if (word === '--status') options[key] = true;
    else if (ALONE.has(key)) options[key] = value;
    else options[key] = [...[options[key] ?? []].flat().map(String), value];
  }
  const flags = { options, fullName: undefined };
  const parsed = parseFlags(flags, NO_INPUTS);
  if (parsed.violations.length > 0) return undefined;
  const parts = {
    ...parsed,
    versions: parsed.versions.values,
    fields: parsed.fields.values,
    rules: parsed.rules.values,
    columns: parsed.columns.values,
    scale: parsed.scale.values[0],
  };
  const made = resourceOf({ flags, identity: identityOf(flags), parts, defaultVersion: 'v1' });
  return made.violations.length > 0 ? undefined : renderCrd(made.resource);
}
