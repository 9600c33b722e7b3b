import { describe, expect, it } from 'vitest';
import { config, failure } from './load-target.ts';
import { answers, plugin, V1, V1BETA1 } from './plugin-script.ts';

describe('a credential plugin', () => {
  const failed = (reason: string) =>
    `the credential plugin DIR/.kube/plugin of user 'u' (context 'dev' of DIR/.kube/config) failed: ${reason}`;
  const ended = 'it ended with exit code 0, but';
  it.each<readonly [what: string, script: string, message: string]>([
    [
      'fails',
      'console.error("no\\nlogin first"); process.exit(1)',
      failed('it ended with exit code 1: login first'),
    ],
    ['ends without a word', 'process.exit(3)', failed('it ended with exit code 3, and it printed nothing')],
    [
      'fails on stdout',
      'console.log("log in"); process.exitCode = 3',
      failed('it ended with exit code 3: log in'),
    ],
    [
      'is killed',
      'process.kill(process.pid, "SIGKILL")',
      failed('it was ended by SIGKILL, and it printed nothing'),
    ],
    ['answers nothing', '', failed(`${ended} its output is no ExecCredential, it printed nothing`)],
    ['answers a word', 'console.log("hi")', failed(`${ended} its output is no ExecCredential: hi`)],
    ['answers something else', 'console.log("{}")', failed(`${ended} its output is no ExecCredential: {}`)],
    [
      'answers a bare token',
      `console.log("${'s'.repeat(40)}")`,
      failed(`${ended} its output is no ExecCredential: ${'s'.repeat(20)}...`),
    ],
    [
      'answers twice',
      `${answers('{}')};${answers('{}')}`,
      failed(`${ended} its output is no ExecCredential: {"kind":"ExecCredent...`),
    ],
    [
      'speaks another version',
      answers('{ token: "t" }', V1BETA1),
      failed(`${ended} its output is an ExecCredential of ${V1BETA1}, and the kubeconfig says ${V1}`),
    ],
    ['answers without status', answers('undefined'), failed(`${ended} its output has no status`)],
    ['answers without credential', answers('{}'), failed(`${ended} it gave neither token nor certificate`)],
    [
      'answers a number',
      answers('{ token: 5 }'),
      failed(`${ended} its output has a status.token that is no text`),
    ],
    [
      'answers half a pair',
      answers('{ token: "t", clientCertificateData: "x" }'),
      failed(`${ended} it gave a certificate without a key`),
    ],
    [
      'answers a time that is none',
      answers('{ token: "t", expirationTimestamp: "soon" }'),
      failed(`${ended} its output has an expirationTimestamp that is no time: soon`),
    ],
    [
      'answers a pair that is none',
      answers('{ clientCertificateData: "x", clientKeyData: "y" }'),
      "what the credential plugin DIR/.kube/plugin of user 'u' (context 'dev' of DIR/.kube/config) gave holds no certificate: it is no PEM, it has no -----BEGIN line",
    ],
  ])('is an error where it %s', async (_, script, message) => {
    expect(await failure(plugin(script))).toMatchObject({ exitCode: 5, message });
  });

  const where = "user 'u' (context 'dev' of DIR/.kube/config)";
  const exec = (fields: string) => `exec: { ${fields} }`;
  it.each<readonly [what: string, user: string, message: string, hint: string | undefined]>([
    [
      'that is not installed, with its own hint',
      exec(
        `apiVersion: ${V1}, command: no-such-plugin, interactiveMode: Never, installHint: "get\\e[1m it\\nhere"`,
      ),
      `the credential plugin no-such-plugin of ${where} failed: there is no such command`,
      'get it here',
    ],
    [
      'that may not be executed',
      exec(`apiVersion: ${V1}, command: ./config, interactiveMode: Never`),
      `the credential plugin DIR/.kube/config of ${where} failed: it may not be executed`,
      undefined,
    ],
    ['without a command', exec(`apiVersion: ${V1}`), `the exec plugin of ${where} has no command`, undefined],
    [
      'without a version',
      exec('command: x'),
      `the exec plugin of ${where} has no apiVersion`,
      `set ${V1} or ${V1BETA1}`,
    ],
    [
      'of a version of old',
      exec(`command: x, apiVersion: ${V1}alpha1`),
      `the exec plugin of ${where} speaks ${V1}alpha1, which kubectl does not`,
      `set ${V1} or ${V1BETA1}, if the plugin knows it`,
    ],
    [
      'that does not say whether it asks',
      exec(`command: x, apiVersion: ${V1}`),
      `the exec plugin of ${where} has no interactiveMode`,
      'set Never, or IfAvailable, or Always',
    ],
    [
      'that says it in another word',
      exec(`command: x, apiVersion: ${V1}, interactiveMode: Maybe`),
      `the exec plugin of ${where} has interactiveMode 'Maybe'`,
      'set Never, or IfAvailable, or Always',
    ],
    [
      'with a variable without a name',
      exec(`command: x, apiVersion: ${V1}, interactiveMode: Never, env: [{ value: x }]`),
      `the exec plugin of ${where} has an env variable without a name`,
      undefined,
    ],
    [
      'that asks a person where there is none',
      exec(`command: x, apiVersion: ${V1}, interactiveMode: Always`),
      `the credential plugin x of ${where} asks a person, and standard input is no terminal`,
      undefined,
    ],
  ])('is none %s', async (...[, user, message, hint]) => {
    expect(await failure({ '.kube/config': config('', user) })).toMatchObject({ exitCode: 5, message, hint });
  });
});
