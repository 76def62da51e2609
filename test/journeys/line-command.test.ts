import { userInfo } from 'node:os';
import { describe, expect } from 'vitest';
import { run } from '../local/support/command.ts';
import { journey, type Line } from './support/line.ts';
import { greeted } from './support/publishing.ts';

/** Milliseconds of real time: every command is a process of its own. */
const COMMANDS_MS = 120_000;

/** The command `npm run line --` against this line: what it says. */
async function switches({ host }: Line, ...args: string[]): Promise<string> {
  const all = [...args, '--port', String(host.port)];
  const { code, out, err } = await run('local/line.ts', all, { API_TOKEN: '' });
  expect([code, err]).toEqual([0, '']);
  return out;
}

describe('the owner of the line', () => {
  journey(
    'switches it from a terminal, and sees who did what',
    async (line) => {
      const { first: caller } = line;
      await switches(line, 'message', 'We are closed because of the flood.', '--hang-up');
      await caller.rings();
      await caller.hears('because of the flood');
      await caller.isHungUpOn();

      await switches(line, 'reject');
      const rejected = line.caller();
      await rejected.rings();
      await rejected.isHungUpOn();
      expect(rejected.phone().heard).toEqual([]);

      const told = await switches(line, 'off');
      await greeted(line, 'Welcome');
      expect(told).toContain('New callers are served by the menu.');
      const [, changes = ''] = told.split('The last changes\n');
      const states = ['off', 'reject', 'message then hang up'];
      const rows = changes.trim().split('\n').slice(1);
      expect(rows).toHaveLength(states.length);
      for (const [index, state] of states.entries()) {
        expect(rows[index]).toMatch(new RegExp(`^all +${state} `));
        expect(rows[index]).toContain(`  ${userInfo().username}  2026-11-20 `);
      }
    },
    {},
    COMMANDS_MS,
  );
});
