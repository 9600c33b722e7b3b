import type { CommandDetails } from '../../commands/command.ts';
import { ANSWERS_HELP } from '../../options/answers/answer-options.ts';
import { CERTS_GEN_OPTIONS } from '../../options/certs-gen/options.ts';

export const CERTS_GEN: CommandDetails = {
  options: CERTS_GEN_OPTIONS,
  notes: ANSWERS_HELP,
  examples: [
    'kx certs gen --service my-aa --namespace my-aa-system',
    'kx certs gen --service my-aa --namespace my-aa-system --ip 127.0.0.1',
    'kx certs gen --profile client --cn alice --org dev --out alice',
    'kx certs gen --profile front-proxy --out front-proxy',
  ],
};
