import { describe, expect, test } from 'vitest';
import { FLOW_HELP, flowOptions } from '../../local/flow-options.ts';
import { WrongUsage } from '../../local/wrong-usage.ts';

const V = '3f9a0c1be27d';

describe('what to do with flows', () => {
  test.each<[string[], object]>([
    [['check'], { does: 'check', files: ['flows/main.yaml'] }],
    [['check', 'a.yaml', 'b.yaml'], { does: 'check', files: ['a.yaml', 'b.yaml'] }],
    [['schema'], { does: 'schema' }],
    [['publish'], { does: 'publish', file: 'flows/main.yaml', port: 7071 }],
    [
      ['publish', 'a.yaml', '--note', 'why', '--expected', V, '--port', '80'],
      { does: 'publish', file: 'a.yaml', note: 'why', expected: V, port: 80 },
    ],
    [['rollback'], { does: 'rollback', port: 7071 }],
    [['rollback', V], { does: 'rollback', version: V, port: 7071 }],
    [['rollback', 'file'], { does: 'rollback', version: 'file', port: 7071 }],
    [['rollback', '--to-file'], { does: 'rollback', version: 'file', port: 7071 }],
    [['versions', '--json'], { does: 'versions', json: true, port: 7071 }],
    [['show'], { does: 'show', port: 7071 }],
    [['show', V], { does: 'show', version: V, port: 7071 }],
    [['--help', 'nonsense'], 'help' as never],
  ])('is %j', (args, command) => {
    expect(flowOptions(args, {})).toEqual(command);
  });

  test('is about the file and the port of the environment', () => {
    const env = { FLOW: 'x.yaml', PORT: '99' };
    expect(flowOptions(['publish'], env)).toMatchObject({ file: 'x.yaml', port: 99 });
  });

  test.each([
    [['publish', 'a', 'b'], 'Publish one flow at a time.'],
    [['rollback', V, V], 'Give one version.'],
    [['rollback', V, '--to-file'], '--to-file: Give either this or a version.'],
    [
      ['rollback', 'a.yaml'],
      '"a.yaml" is no version: give twelve hex digits, or "file". npm run flow -- versions lists them.',
    ],
    [['versions', V], 'versions takes none: show tells one of them.'],
    [['check', '--note', 'x'], '--note is not for check. See --help.'],
    [['rollback', '--note', 'x'], '--note is not for rollback. See --help.'],
    [['publish', '--json'], '--json is not for publish. See --help.'],
    [['publish', '--port', 'x'], '--port: "x" is no port. Give a number from 1 to 65535.'],
  ])('is told when it is %j', (args, message) => {
    expect(() => flowOptions(args, {})).toThrow(new WrongUsage(message));
  });

  test('is all in the help text', () => {
    for (const word of [...['check', 'schema', 'publish', 'rollback', 'versions', 'show'], 'file'])
      expect(FLOW_HELP).toContain(word);
    for (const option of ['note', 'expected', 'to-file', 'json', 'port', 'help'])
      expect(FLOW_HELP).toContain(`--${option} `);
  });
});
