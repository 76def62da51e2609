import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ACCESS, type Access, ROLES } from '../../functions/access.ts';
import { register } from '../../functions/register.ts';
import { loadWorker } from '../../local/functions/core.ts';
import { fakeDeps, type Given } from './support/fakes.ts';

/** How each kind of function can be reached, and so who can be said to call it. */
const BY_TRIGGER: Record<string, Access['by'][]> = {
  httpTrigger: ['role', 'callback-token', 'anybody'],
  eventGridTrigger: ['event-grid-key'],
  timerTrigger: ['host'],
  orchestrationTrigger: ['host'],
  activityTrigger: ['host'],
};

const access = new Map<string, Access>(Object.entries(ACCESS));

async function registered(given: Given = {}) {
  const { functions } = await loadWorker(() => register(fakeDeps(given).deps));
  return [...functions.values()].map(({ name, trigger }) => ({ name, trigger }));
}

describe('who may call a function', () => {
  test('is stated of every function that is registered, and of no other', async () => {
    const names = (await registered()).map(({ name }) => name);
    expect(names.filter((name) => !access.has(name))).toEqual([]);
    expect([...access.keys()].filter((name) => !names.includes(name))).toEqual([]);
  });

  test('fits the way in which it can be reached', async () => {
    for (const { name, trigger } of await registered())
      expect(BY_TRIGGER[trigger.type], `${name} is a ${trigger.type}`).toContain(
        access.get(name)?.by,
      );
  });

  test('by a role needs a function key where no tokens are checked, and never both', async () => {
    const checkApiToken = async () => ({ ok: true as const, roles: [] });
    for (const [given, level] of [
      [{}, 'function'],
      [{ checkApiToken }, 'anonymous'],
    ] as const) {
      for (const { name, trigger } of await registered(given)) {
        if (trigger.type !== 'httpTrigger') continue;
        const expected = access.get(name)?.by === 'role' ? level : 'anonymous';
        expect([name, trigger.authLevel]).toEqual([name, expected]);
      }
    }
  });

  test('is one of the roles, all of which are used', () => {
    const used = [...access.values()].flatMap((one) => (one.by === 'role' ? one.role : []));
    expect([...new Set(used)].sort()).toEqual([...ROLES].sort());
  });
});

describe('docs/access.md', () => {
  const text = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
  const says: Record<Access['by'], string> = {
    role: '',
    'callback-token': "ACS's signed token",
    anybody: 'nothing',
    'event-grid-key': '`eventgrid_extension`',
    host: 'nobody from outside',
  };

  test.each([...access])('tells who may call %s', (name, one) => {
    const line = text.split('\n').find((row) => row.startsWith('|') && row.includes(`\`${name}\``));
    expect(line).toContain(one.by === 'role' ? `\`${one.role}\`` : says[one.by]);
  });
});

test('the app registration has the roles that are asked for, for users and for programs', () => {
  const script = new URL('../../infra/scripts/app-registration.sh', import.meta.url);
  const [, json = ''] = /^roles='(\[.+?^\])'/ms.exec(readFileSync(script, 'utf8')) ?? [];
  const roles: { value: string; allowedMemberTypes: string[] }[] = JSON.parse(json);
  expect(roles.map(({ value }) => value)).toEqual([...ROLES]);
  for (const { allowedMemberTypes } of roles)
    expect(allowedMemberTypes).toEqual(['User', 'Application']);
});

test.each(['README.md', 'docs/deploy.md'])('%s says how many functions there are', (page) => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  expect(/(\d+) functions/.exec(text)?.[1]).toBe(String(access.size));
});
