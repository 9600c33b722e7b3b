import { register } from 'node:module';

// Given to node as `--import`, this lets a Node that cannot run TypeScript by itself (before 22.18) run a server
// that kx scaffolded, without installing anything.
register(new URL('./strip-types-hooks.js', import.meta.url));
