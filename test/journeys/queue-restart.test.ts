import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../emulator/random.ts';
import { areAway, isAvailableAgain } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import {
  type Beat,
  type MortalLine,
  type MortalOptions,
  mortalLine,
} from './support/mortal-line.ts';
import { places } from './support/places.ts';
import { BOB, joins, nothingIsLeft, queueFlow, recordOf } from './support/queue-line.ts';
import { watchSilences } from './support/silences.ts';
import {
  allGetInLine,
  allIsDone,
  allRing,
  type Callers,
  serveAll,
  takesNext,
  takesOffered,
  wereToldTheTruth,
} from './support/twenty-callers.ts';

/** So long may a journey of many calls take, of real time. */
const MANY_CALLS_MS = 240_000;

/** So long after the line is up again, at most, callers hear something again: the watchdog looks every ten seconds. */
const LATE_SECONDS = 12;

function watched(line: MortalLine, callers: Callers) {
  return [...callers.keys()].map((number) => watchSilences(line, `+155501${number}`));
}

/** The longest silence of all, in seconds. */
async function longest(silences: ReturnType<typeof watched>): Promise<number> {
  const found = (await Promise.all(silences.map((silent) => silent()))).flat();
  return Math.max(...found.map(({ seconds }) => seconds));
}

/** A story on a line that can die. */
function killed(
  title: string,
  story: (line: MortalLine) => Promise<void>,
  options?: MortalOptions,
): void {
  const told = async () => {
    const line = await mortalLine(options);
    try {
      await story(line);
    } finally {
      await line.stop();
    }
  };
  test(title, told, MANY_CALLS_MS);
}

describe('callers in line when everything is killed and starts again', () => {
  killed('all twenty keep their places, and hear what they are', async (line) => {
    const callers = await allRing(line, 20);
    await allGetInLine(line, callers);
    const silences = watched(line, callers);
    const isTold = () =>
      line.emulator.phones.list().some(({ hearing }) => hearing?.content.startsWith('You are'));
    await line.passes(20_000);
    while (!isTold()) await line.passes(100);
    await sets(line, BOB, { on: 'answer', afterMs: 10_000 });
    await isAvailableAgain(line, 'bob');
    await called(line, BOB).rings();
    expect(isTold()).toBe(true);
    line.dies();
    await line.passes(60_000);
    await line.startsAgain();
    expect(line.places.left).toHaveLength(20);
    expect(line.places.found).toEqual(line.places.left);
    await takesOffered(line, 'bob');
    await line.passes(60_000);
    await wereToldTheTruth(line, callers);
    expect(await longest(silences)).toBeGreaterThan(30); // nobody played them anything
    expect(await longest(silences)).toBeLessThan(60 + LATE_SECONDS);
    expect(await places(line)).toEqual(line.places.left.slice(1));
    expect(await serveAll(line)).toBe(19);
    await allIsDone(line, callers);
  });

  test.for([
    [40, 120],
    [120, 170],
  ])(
    'leave after the longest wait, or at once when it ended meanwhile: away for %d s',
    async ([awaySeconds = 0, leftAfter = 0]) => {
      const line = await mortalLine({ flow: queueFlow(', longestMinutes: 2') });
      try {
        await areAway(line, 'ann');
        await sets(line, BOB, { on: 'busy', afterMs: 500 }); // on duty, and takes nobody
        const caller = await joins(line, 71);
        await line.passes(50_000);
        line.dies();
        await line.passes(awaySeconds * 1_000);
        await line.startsAgain();
        await caller.hears('Sorry about that.');
        await line.passes(10_000);
        const { queueExit, waitSeconds = 0 } = (await recordOf(line, 71)).call;
        expect(queueExit).toBe('timeout');
        expect(Math.abs(waitSeconds - leftAfter)).toBeLessThan(3);
        await nothingIsLeft(line);
      } finally {
        await line.stop();
      }
    },
  );

  killed(
    'hear nothing for minutes where their turn was under way and Durable has it run again so late, and are served then',
    async (line) => {
      const callers = await allRing(line, 3);
      await allGetInLine(line, callers);
      const silences = watched(line, callers);
      line.diesAt((beat) => beat.is === 'asked' && beat.text.includes('You are'), 20_000);
      await line.passes(400_000);
      expect(line.deaths).toBe(1);
      const seconds = await longest(silences);
      expect(seconds).toBeGreaterThan(280);
      expect(seconds).toBeLessThan(20 + 300 + LATE_SECONDS);
      expect(await places(line)).toEqual(line.places.left);
      await takesNext(line, 'bob');
      await serveAll(line);
      await allIsDone(line, callers);
    },
    { runsAgainAfterMs: 300_000 },
  );

  const random = seededRandom(7);
  const moments: [string, (beat: Beat) => boolean][] = [
    ['as the third caller joins', nth(3, (beat) => beat.is === 'turn' && sends(beat, 'joinQueue'))],
    ['as an announcement begins', (beat) => beat.is === 'asked' && beat.text.includes('You are')],
    ["as an agent's phone is made to ring", (beat) => isAsked(beat, 'participants:add')],
    ['when an agent has been invited', (beat) => beat.is === 'turn' && sends(beat, 'inviteAgent')],
    [
      'when an agent accepts, before the hold ends',
      afterAsking((beat) => isTold(beat, 'Recognize')),
    ],
    ['as the hold ends', (beat) => isAsked(beat, ':unhold')],
    ['when an agent is let go', (beat) => beat.is === 'turn' && sends(beat, 'releaseAgent')],
    ...[1, 2, 3].map((): [string, (beat: Beat) => boolean] => {
      const beats = random.integer(1, 400);
      return [`at its beat ${beats}`, nth(beats, () => true)];
    }),
  ];

  for (const [moment, isMeant] of moments) {
    killed(`keep their places: ${moment}`, async (line) => {
      const callers = await allRing(line, 4);
      const silences = watched(line, callers);
      line.diesAt(isMeant, 20_000);
      await allGetInLine(line, callers);
      await line.passes(12_000);
      await takesNext(line, 'bob');
      await serveAll(line);
      await allIsDone(line, callers);
      expect(line.places.found).toEqual(line.places.left);
      expect(line.deaths).toBe(1);
      expect(await longest(silences)).toBeLessThan(20 + LATE_SECONDS);
    });
  }
});

function nth(n: number, isMeant: (beat: Beat) => boolean): (beat: Beat) => boolean {
  let seen = 0;
  return (beat) => {
    if (isMeant(beat)) seen += 1;
    return seen === n;
  };
}

function sends({ commands }: Extract<Beat, { is: 'turn' }>, command: string): boolean {
  return commands.includes(command);
}

function isAsked(beat: Beat, ending: string): boolean {
  return beat.is === 'asked' && beat.path.endsWith(ending);
}

function isTold(beat: Beat, type: string): boolean {
  return beat.is === 'told' && beat.types.some((one) => one.startsWith(type));
}

/** Once an agent has been asked for their key. */
function afterAsking(isMeant: (beat: Beat) => boolean): (beat: Beat) => boolean {
  let isAsking = false;
  return (beat) => {
    isAsking ||= beat.is === 'asked' && beat.text.includes('ending in');
    return isAsking && isMeant(beat);
  };
}
