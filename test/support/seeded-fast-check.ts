import fc from 'fast-check';

/**
 * What random tests start from: the same everywhere, so that a commit that was green stays green. KX_RANDOM_SEED asks
 * for other cases, as `KX_RANDOM_SEED=$RANDOM npm test`.
 */
export const SEED = Number(process.env['KX_RANDOM_SEED'] ?? 20_261_123);

fc.configureGlobal({ seed: SEED });

export { fc };
