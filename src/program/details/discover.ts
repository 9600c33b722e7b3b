import type { CommandDetails } from '../../commands/command.ts';
import { DISCOVER_OPTIONS } from '../../options/discover/options.ts';

export const DISCOVER: CommandDetails = {
  arguments: [
    {
      name: 'NAME',
      description: 'a group, GROUP/VERSION, or any name that kubectl get takes, to be resolved',
    },
  ],
  options: DISCOVER_OPTIONS,
  notes: `Table and name are what kubectl api-resources prints, after the same requests.
Every other result also asks who serves what. What is missing or stale is always
looked into, unless --quiet is given with a table or names.

--har and --curl overwrite FILE, and write it also where nothing answers; - puts
it on stdout in place of the result. Credentials are masked in the archive. The
script has them from FILE.secrets, which only its owner can read, or from the
environment, and runs as it stands: sh FILE.`,
  examples: [
    'kx discover',
    'kx discover --verbose',
    'kx discover -o tree --context staging',
    'kx discover deploy',
    'kx discover apps/v1 --curl apps.sh',
  ],
};
