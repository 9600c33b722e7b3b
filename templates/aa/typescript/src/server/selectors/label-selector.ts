import { badRequest } from '../api/api-errors.ts';
import { type LabelSelector, type Labels, parseRequirement } from './label-requirement.ts';
import { createSelectorReader, type SelectorToken } from './selector-tokens.ts';

/**
 * Compiles the `labelSelector` of a query (k8s.io/apimachinery pkg/labels Parser): `a=b,c!=d,e in (x,y),f notin
 * (z),g,!h`; no selector means every object, one that is not understood is a 400.
 */
export const parseLabelSelector = (selector: string): LabelSelector => {
  const reader = createSelectorReader(selector);
  if (reader.peek().type === 'end') return () => true;
  if (!beginsRequirement(reader.peek())) {
    throw badRequest(`found '${reader.peek().text}', expected: !, identifier, or 'end of string'`);
  }
  const requirements: LabelSelector[] = [];
  for (;;) {
    requirements.push(parseRequirement(reader));
    const { type, text } = reader.take();
    if (type === 'end') return (labels: Labels) => requirements.every((isMet) => isMet(labels));
    if (text !== ',') throw badRequest(`found '${text}', expected: ',' or 'end of string'`);
    if (!beginsRequirement(reader.peek())) {
      throw badRequest(`found '${reader.peek().text}', expected: identifier after ','`);
    }
  }
};

const beginsRequirement = ({ type, text }: SelectorToken): boolean => type === 'identifier' || text === '!';
