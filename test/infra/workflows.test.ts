import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../local/support/command.ts';

const FOLDER = join(ROOT, '.github', 'workflows');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

interface Step {
  uses?: string;
  run?: string;
}

interface Job {
  uses?: string;
  steps?: Step[];
  environment?: string;
  permissions?: Record<string, string>;
  if?: string;
}

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const workflows = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const workflow: Workflow = parse(text);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);
  return { name, text, workflow, jobs, steps };
});

describe.each(workflows)('$name', ({ text, workflow, jobs, steps }) => {
  test('takes actions by their commit only, and says which version that is', () => {
    const used = [...steps, ...jobs].flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) {
      if (action.startsWith('./')) expect(existsSync(join(ROOT, action)), action).toBe(true);
      else expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    }
    const pinned = text.split('\n').filter((line) => /uses: [^.]/.test(line));
    expect(pinned.filter((line) => !/ # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('has no secret, and needs none', () => {
    expect(text).not.toMatch(/secrets\.|password|creds:|accesskey|accountkey/i);
  });

  test('may read and nothing else, but where a job says so', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const { permissions, environment, uses } of jobs) {
      const asksForToken = permissions?.['id-token'] === 'write';
      if (asksForToken && !uses) expect(environment).toBeDefined();
    }
  });

  test('calls npm scripts that are there', () => {
    const called = [...text.matchAll(/npm (?:run (?:-s )?)?([\w:-]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !['ci', 'run'].includes(name));
    expect(called.filter((name) => !scripts[name])).toEqual([]);
  });

  test('puts no text of others into a shell', () => {
    const shell = steps.flatMap(({ run }) => run ?? []).join('\n');
    expect(shell).not.toContain('${{');
  });

  test('names files that are there', () => {
    const named = [...text.matchAll(/\binfra\/[\w./-]+\.(?:bicep|bicepparam)\b/g)].map(
      ([path]) => path,
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

const named = (name: string) => {
  const found = workflows.find((workflow) => workflow.name === name);
  expect(found, name).toBeDefined();
  return found as (typeof workflows)[number];
};

describe('the way to production', () => {
  test('leads over staging, and over an environment that may ask for approval', () => {
    const { jobs } = parse(named('deploy.yml').text);
    expect(jobs.staging).toMatchObject({
      needs: ['package'],
      with: { environment: 'staging', profile: 'dev' },
    });
    expect(jobs.production).toMatchObject({
      needs: ['staging'],
      with: { environment: 'production', profile: 'prod' },
    });
    for (const profile of ['dev', 'prod'])
      expect(existsSync(join(ROOT, `infra/app/main.${profile}.bicepparam`))).toBe(true);
  });

  test('ships what .funcignore lets through, and what the build makes', () => {
    const [, shipped = ''] = /zip -r app\.zip ([^-]+) -x/.exec(named('deploy.yml').text) ?? [];
    expect(shipped.split(' ').sort()).toEqual(['dist', 'flows', 'host.json', 'package.json']);
  });

  test('ends with a look at the line: it answers, and its doors are closed', () => {
    const { steps } = named('deploy-to.yml');
    expect(steps.at(-1)?.run).toContain('/api/health');
    expect(steps.at(-1)?.run).toMatch(/\/api\/calls"\)" = 401/);
    expect(steps.at(-1)?.run).toMatch(/\$callback"\)" = 401/);
  });

  test('is open to no fork: a pull request of one gets no token of Azure', () => {
    const { jobs } = parse(named('ci.yml').text);
    expect(jobs['what-if'].if).toContain('head.repo.full_name == github.repository');
  });
});

describe('variables of the environments', () => {
  const read = (file: string) => [
    ...readFileSync(join(ROOT, file), 'utf8').matchAll(/readEnvironmentVariable\('(\w+)'/g),
  ];

  test('are all that the parameter files of the profiles read, but for what a person sets by hand', () => {
    const byHand = ['AZURE_PRINCIPAL_ID']; // azd's: who sits before it
    const wanted = ['infra/app/main.dev.bicepparam', 'infra/app/main.prod.bicepparam']
      .flatMap(read)
      .map(([, name = '']) => name)
      .filter((name) => !byHand.includes(name));
    const { jobs } = parse(named('deploy-to.yml').text);
    const { PROFILE: _, ...given } = jobs.deploy.env;
    expect(Object.keys(given).sort()).toEqual([...new Set(wanted)].sort());
    expect(Object.keys(parse(named('ci.yml').text).jobs['what-if'].env).sort()).toEqual(
      Object.keys(given).sort(),
    );
  });

  test('of the events are outputs of the app, or its numbers', () => {
    const outputs = [
      ...readFileSync(join(ROOT, 'infra/app/main.bicep'), 'utf8').matchAll(/^output (\w+)/gm),
    ].map(([, name = '']) => name);
    const wanted = read('infra/events/main.bicepparam').map(([, name = '']) => name);
    expect(wanted.filter((name) => name !== 'LINE_NUMBERS' && !outputs.includes(name))).toEqual([]);
  });
});
