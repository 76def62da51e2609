import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../local/support/command.ts';

const azure = parse(readFileSync(join(ROOT, 'azure.yaml'), 'utf8'));
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('azure.yaml', () => {
  test('has layers whose parameter files are there', () => {
    const { layers } = azure.infra;
    expect(layers.map((layer: { name: string }) => layer.name)).toEqual(['app', 'events']);
    for (const { path, module } of layers)
      expect(existsSync(join(ROOT, path, `${module}.bicepparam`)), `${path}/${module}`).toBe(true);
    expect(azure.infra).not.toHaveProperty('path'); // azd takes no path beside layers
  });

  test('provisions the events after the code, since Event Grid wants to see the function', () => {
    expect(azure.workflows.up.steps).toEqual([
      { azd: 'provision app' },
      { azd: 'deploy --all' },
      { azd: 'provision events' },
    ]);
    expect(azure.infra.layers[1].dependsOn).toEqual(['app']);
  });

  test('builds with scripts that are there, and deploys to the app with its tag', () => {
    const [name = ''] = Object.keys(azure.services);
    const { project, hooks } = azure.services[name];
    const called = [...hooks.prepackage.run.matchAll(/npm run ([\w:-]+)/g)];
    expect(called.map(([, script = '']) => script)).toEqual(['build']);
    expect(scripts).toHaveProperty('build');
    expect(existsSync(join(ROOT, project, 'host.json'))).toBe(true);
    const app = readFileSync(join(ROOT, 'infra/app/modules/functions.bicep'), 'utf8');
    expect(app).toContain(`'azd-service-name': '${name}'`);
  });
});
