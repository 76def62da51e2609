import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ASK_BACK_END,
  CALL,
  CALLBACK_AGAIN,
  CARRY_OUT,
  DEADLINE,
  LOOKUP,
  MATCH_QUEUES,
  RAISE_DEADLINE,
  RETURN_CALLBACKS,
  WRAP_UP_OVER,
} from '../../orchestrations/names.ts';
import { ROOT, run } from './support/command.ts';

/** Supplies what the Node worker of the host does, loads the app and tells what it registered. */
const WORKER = `
import Module from 'node:module';
const names = [];
const core = {
  registerFunction: ({ name }) => (names.push(name), { dispose() {} }),
  registerHook: () => ({ dispose() {} }),
  setProgrammingModel() {},
  getProgrammingModel() {},
  Disposable: class {},
};
Module.prototype.require = new Proxy(Module.prototype.require, {
  apply: (target, self, args) => args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args),
});
await import(process.argv[2]);
console.log('REGISTERED ' + JSON.stringify(names.sort()));
process.exit();
`;

/** Tables that nobody serves: the line starts without them. */
const NO_TABLES =
  'DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=bm8ga2V5;TableEndpoint=http://127.0.0.1:9/devstoreaccount1;';

const ENV = { TABLES_CONNECTION_STRING: NO_TABLES, WEBSITE_HOSTNAME: '127.0.0.1:7071' };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-bundle-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run build', () => {
  test('writes one file that registers every function, with nothing else beside it but the flow and its sound', async () => {
    const app = join(folder, 'dist', 'app.js');
    const built = await run('local/build.ts', ['--out', app]);
    expect(built.err).toBe('');
    expect(built.out).toMatch(/app\.js {2}\d+\.\d MB, \d+\.\d s\n$/);

    cpSync(join(ROOT, 'flows'), join(folder, 'flows'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    const worker = join(folder, 'worker.mjs');
    writeFileSync(worker, WORKER);
    const start = () => run(worker, [pathToFileURL(app).href], ENV);
    const { out, err } = await start();
    const [, registered] = /^REGISTERED (.*)$/m.exec(out) ?? [];
    expect(registered, err).toBeDefined();
    expect(JSON.parse(registered ?? '')).toEqual(
      [
        CALL,
        CARRY_OUT,
        DEADLINE,
        MATCH_QUEUES,
        RAISE_DEADLINE,
        LOOKUP,
        ASK_BACK_END,
        WRAP_UP_OVER,
        CALLBACK_AGAIN,
        RETURN_CALLBACKS,
        'audio',
        'callEvents',
        'drain',
        'forgetCaller',
        'getCall',
        'getCallNumbers',
        'getFlow',
        'getLine',
        'health',
        'incomingCall',
        'listAgents',
        'listCalls',
        'listFlows',
        'listQueues',
        'placeCall',
        'publishFlow',
        'purgeHistory',
        'purgeTables',
        'putAgent',
        'putCurrentFlow',
        'putLine',
        'sealedEvents',
        'searchCalls',
        'watchdog',
      ].sort(),
    );

    rmSync(join(folder, 'flows', 'audio'), { recursive: true });
    expect((await start()).err).toContain('is not in the folder "audio" beside the flow');
  });

  test('tells what it cannot do, and how it is used', async () => {
    const wrong = await run('local/build.ts', ['--fast']);
    expect(wrong).toEqual({
      code: 2,
      out: '',
      err: "Unknown option '--fast'. See --help for what there is.\n",
    });
    expect((await run('local/build.ts', ['--help'])).out).toContain('--minify');
  });
});

describe('what Azure is sent', () => {
  /** `.funcignore` has the rules of `.gitignore`, so git can tell what it leaves out. */
  function isLeftOut(path: string): boolean {
    const ignoring = ['-c', `core.excludesFile=${join(ROOT, '.funcignore')}`];
    const checked = spawnSync('git', [...ignoring, 'check-ignore', '--no-index', '-q', path], {
      cwd: ROOT,
    });
    expect([0, 1]).toContain(checked.status);
    return checked.status === 0;
  }

  test.each(['flows/main.yaml', 'flows/audio/music.wav'])('has %s', (path) => {
    expect(isLeftOut(path)).toBe(false);
  });

  test.each(['flows/audio/README.md', 'functions/app.ts'])('does not have %s', (path) => {
    expect(isLeftOut(path)).toBe(true);
  });
});

describe('what the Functions host reads', () => {
  test('is led from package.json to the bundle', () => {
    const { main } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(main).toBe('dist/app.js');
  });
});
