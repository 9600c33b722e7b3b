import manifest from '../package.json' with { type: 'json' };

/** The version of this kx: package.json's, put in when it is bundled. */
export const VERSION: string = manifest.version;
