// Loaded with --import into a run of kx: writes down whom it would talk to, in the file that KX_NETWORK names. A
// connection to this machine is let through; any other is refused as if there were no network.
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import process from 'node:process';

const LOOPBACK = /^(?:127\.|::1$|localhost$)/;

/** @param {string} what */
function note(what) {
  appendFileSync(process.env['KX_NETWORK'] ?? '/dev/stderr', `${what}\n`);
}

const connect = net.Socket.prototype.connect;
/** @param {any[]} args normalised by node:net, or as a program gives them */
net.Socket.prototype.connect = function connectWatched(...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const host =
    typeof options === 'object'
      ? (options.host ?? options.path ?? 'localhost')
      : String(args[1] ?? 'localhost');
  note(`connect ${host}`);
  if (!LOOPBACK.test(host) && !host.startsWith('/')) throw new Error(`no network: ${host}`);
  return Reflect.apply(connect, this, args);
};

for (const api of [dns, dns.promises]) {
  const lookup = api.lookup;
  Object.defineProperty(api, 'lookup', {
    /** @param {[string, ...unknown[]]} args */
    value: (...args) => {
      note(`lookup ${args[0]}`);
      return Reflect.apply(lookup, api, args);
    },
  });
}
syncBuiltinESMExports();
