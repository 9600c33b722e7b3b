import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';

const NAMES = ['my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget', '--field', 'spec.size:int32=1'];

/** A server in Go that kx scaffolded with a library. */
async function project(library: string) {
  const cwd = tempDir();
  const kx = async (...args: readonly string[]) => {
    const io = testIo({ cwd });
    const status = await main(['scaffold', ...args], io);
    return { status, ...io.printed() };
  };
  const made = await kx('aa', ...NAMES, '--language', 'go', '--library', library, '--no-certs');
  expect(made.status, made.stderr).toBe(0);
  const read = (path: string) => readFileSync(join(cwd, 'my-aa', path), 'utf8');
  return {
    read,
    edit(path: string, from: string, to: string) {
      expect(read(path)).toContain(from);
      writeFileSync(join(cwd, 'my-aa', path), read(path).replace(from, to));
    },
    update: (...flags: readonly string[]) => kx('update', 'my-aa', ...flags),
  };
}

type Library = {
  readonly library: string;
  /** Where its owner says what is wrong with a Widget. */
  readonly kind: string;
  /** Where it says what a Widget has. */
  readonly types: string;
};

const LIBRARIES: readonly Library[] = [
  { library: 'apiserver', kind: 'kinds/widget.go', types: 'apis/v1alpha1/widget.go' },
  { library: 'apiserver-runtime', kind: 'kinds/widget.go', types: 'apis/v1alpha1/widget.go' },
  { library: 'net-http', kind: 'kinds/v1alpha1/widget.go', types: 'kinds/v1alpha1/widget.go' },
];

describe.each(LIBRARIES)('kx scaffold update of a server in Go on $library', ({ library, kind, types }) => {
  it('has nothing to do where nothing changed', async () => {
    const { update } = await project(library);
    const { status, stderr } = await update();
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/^0 created, 0 changed, \d+ unchanged\n/mu);
  });

  it('adds a field, and keeps what its owner wrote in the same file and in the module', async () => {
    const { read, edit, update } = await project(library);
    edit(kind, '\treturn nil\n}', '\tif object.Name == "mine" {\n\t\treturn nil\n\t}\n\treturn nil\n}');
    edit('go.mod', '\nrequire (\n', '\nrequire (\n\texample.com/mine v1.0.0\n');
    const { status, stderr } = await update('--field', 'spec.colour:string{enum=red|green}');
    expect(status, stderr).toBe(0);
    expect(read(types)).toMatch(/^\tColour +WidgetSpecColour +`json:"colour,omitempty"`$/mu);
    expect(read(types)).toContain('WidgetSpecColourGreen WidgetSpecColour = "green"');
    expect(read(kind)).toContain('if object.Name == "mine" {');
    expect(read('go.mod')).toContain('example.com/mine v1.0.0');
    expect((await update()).stderr).toMatch(/^0 created, 0 changed, \d+ unchanged\n/mu);
  });
});
