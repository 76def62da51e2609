import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadAzureTypes } from '../../local/infra/azure-types.ts';
import { report } from '../../local/infra/mistake.ts';
import { checkProject } from '../../local/infra/project.ts';
import { diagnosticsIn } from '../../local/infra/real-cli.ts';
import { ROOT, run } from '../local/support/command.ts';

const TYPES = join(ROOT, '..', 'shared', 'azure-types.json');

describe('infra/', () => {
  test('has no mistake, by itself and against the code', async () => {
    const { mistakes, templates, resources } = await checkProject(ROOT, loadAzureTypes(TYPES));
    expect(report(mistakes, 'infra')).toBe('0 mistakes in infra');
    expect(templates.length).toBeGreaterThan(15);
    if (existsSync(TYPES)) expect(resources.checked).toBeGreaterThan(50);
  });
});

describe('npm run infra:check', () => {
  test('says what it compared, and that all is well', async () => {
    const { code, out, err } = await run('local/infra-check.ts', ['--no-cli']);
    expect(err).toBe('');
    expect(out).toMatch(/^Types: (\d+ resources are compared|not compared, as)/);
    expect(out).toContain('The real CLI: not asked.\ninfra is fine: ');
    expect(code).toBe(0);
  });

  test('says how it is used, and what cannot be done', async () => {
    expect(await run('local/infra-check.ts', ['--help'])).toMatchObject({ code: 0, err: '' });
    expect(await run('local/infra-check.ts', ['--fast'])).toMatchObject({ code: 2, out: '' });
    expect(await run('local/infra-check.ts', ['--types', 'nowhere.json'])).toEqual({
      code: 2,
      out: '',
      err: 'There is no file nowhere.json.\n',
    });
  });
});

describe('what the real CLI says', () => {
  // as Bicep CLI 0.49.2 wrote it, the folder changed
  const told = `/project/infra/app/main.bicep(128,16) : Error BCP104: The referenced module has errors. [https://aka.ms/bicep/core-diagnostics#BCP104]
/project/infra/app/modules/storage.bicep(8,9) : Warning BCP334: The provided value can have a length as small as 0. [https://aka.ms/bicep/core-diagnostics#BCP334]
/project/infra/app/modules/storage.bicep(8,9) : Warning BCP334: The provided value can have a length as small as 0. [https://aka.ms/bicep/core-diagnostics#BCP334]
`;

  test('is told like our own mistakes, warnings too, each once', () => {
    expect(diagnosticsIn(told, '/project')).toEqual([
      {
        file: 'infra/app/main.bicep',
        line: 128,
        column: 16,
        message: expect.stringMatching(/^BCP104: The referenced module has errors\./),
      },
      {
        file: 'infra/app/modules/storage.bicep',
        line: 8,
        column: 9,
        message: expect.stringMatching(/^BCP334: /),
      },
    ]);
  });
});

test('a report is ordered by file and place, and counts', () => {
  const mistake = (file: string, line: number) => ({ file, line, column: 1, message: 'is wrong.' });
  expect(report([mistake('b', 1), mistake('a', 10), mistake('a', 9)], 'infra')).toBe(
    'a:9:1  is wrong.\na:10:1  is wrong.\nb:1:1  is wrong.\n3 mistakes in infra',
  );
});
