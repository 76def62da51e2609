import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '../../local/durable/history.ts';
import { type Replayed, replayed } from './replay.ts';

const FOLDER = 'test/histories';

interface Recorded {
  history: HistoryEvent[];
  expected: Replayed;
}

function recorded(file: string): Recorded {
  return JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
}

describe('a call that began on an earlier release', () => {
  const files = readdirSync(FOLDER);

  test('is on record', () => {
    expect(files.length).toBeGreaterThanOrEqual(3);
  });

  test.each(files)('%s goes the same way today', async (file) => {
    const { history, expected } = recorded(file);
    expect(await replayed(history)).toEqual(expected);
  });

  test('is told from one that the orchestration of today would break', async () => {
    const { history } = recorded('0.1.0-completed.json');
    const other = history.map((event) =>
      event.EventType === 4 ? { ...event, Name: 'anotherActivity' } : event,
    );
    await expect(replayed(other)).rejects.toThrow('the history says activity "anotherActivity"');
  });
});
