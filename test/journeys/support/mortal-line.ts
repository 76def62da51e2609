import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { during } from '../../../emulator/clock.ts';
import type { Switches } from '../../../local/durable/switches.ts';
import { startTablesServer, type TablesServer } from '../../../local/tables-server.ts';
import { type Line, type LineOptions, startLine } from './line.ts';
import { mortalHost } from './mortal-host.ts';
import { type Place, places } from './places.ts';
import { QUEUE_LINE } from './queue-line.ts';

/** A moment of a line at which it may die. */
export type Beat =
  /** An orchestration is about to take what its inbox has. */
  | { is: 'episode' }
  /** An activity is about to begin. */
  | { is: 'activity' }
  /** ACS has done what it was asked; the line does not know yet. `path` without the query. */
  | { is: 'asked'; path: string; text: string }
  /** A callback was taken. */
  | { is: 'told'; types: string[] }
  /** A turn was carried out; Durable does not know yet. */
  | { is: 'turn'; commands: string[] };

/** A line with tables of its own, which can be killed whole; the telephone network lives on. */
export interface MortalLine extends Line {
  readonly isUp: boolean;
  /** How often it died. */
  readonly deaths: number;
  /** Who was in line when it died last, and when its tables were there again. */
  readonly places: { left: Place[]; found: Place[] };
  /** Kills functions, orchestrations and tables in this very moment. */
  dies(): void;
  /** Starts it again on what Durable and the tables kept. */
  startsAgain(): Promise<void>;
  /** Kills it at the first beat that is meant, and starts it again so many milliseconds later. */
  diesAt(isMeant: (beat: Beat) => boolean, awayMs: number): void;
}

export type MortalOptions = Pick<LineOptions, 'flow'> & Pick<Switches, 'runsAgainAfterMs'>;

const turnLine = z.object({ event: z.literal('turn'), commands: z.array(z.string()) });
const cloudEvents = z.array(z.looseObject({ type: z.string().default('') }));

/** Starts such a line, on which callers wait; whoever starts it stops it. `runsAgainAfterMs`: as for the switch of the host. */
export async function mortalLine({
  flow,
  runsAgainAfterMs,
}: MortalOptions = {}): Promise<MortalLine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mortal-line-'));
  let server: TablesServer = await startTablesServer({ port: 0, dataDir });
  const host = mortalHost();
  const logged: Line['logged'] = [];
  const seen: MortalLine['places'] = { left: [], found: [] };
  let isUp = true;
  let deaths = 0;
  let burying: Promise<void> = Promise.resolve();
  let isMeant: ((beat: Beat) => boolean) | undefined;
  let awayMs = 0;

  /** Whether the line is dead now. */
  function beat(now: Beat): boolean {
    if (isUp && isMeant?.(now)) {
      isMeant = undefined;
      dies();
      line.clock.after(awayMs, startsAgain);
    }
    return !isUp;
  }

  function dies(): void {
    host.dies();
    isUp = false;
    deaths += 1;
    burying = bury();
  }

  /** Azure keeps every row that it acknowledged; Azurite would forget those of the last seconds. */
  async function bury(): Promise<void> {
    seen.left = await places(line);
    await server.save();
    await server.kill();
  }

  async function startsAgain(): Promise<void> {
    await during(line.clock, async () => {
      await burying;
      server = await startTablesServer({ port: server.port, dataDir });
      seen.found = await places(line);
      isUp = true;
      await host.startsAgain();
    });
  }

  const line = await startLine({
    ...QUEUE_LINE,
    ...(flow && { flow }),
    tables: server.connectionStrings[0],
    host: host.start,
    log(text) {
      const told = JSON.parse(text);
      logged.push(told);
      const { data } = turnLine.safeParse(told);
      if (data) beat({ is: 'turn', commands: data.commands });
    },
    switches: {
      runsAgainAfterMs,
      beforeEpisode: () => (beat({ is: 'episode' }) ? new Promise(() => {}) : undefined),
      activityDies: () => (beat({ is: 'activity' }) ? 'before' : undefined),
    },
    watch: {
      requested({ path, body }) {
        beat({ is: 'asked', path: path.split('?')[0] ?? '', text: JSON.stringify(body ?? '') });
      },
      delivered({ events, status }) {
        const types = cloudEvents.parse(events).map(({ type }) => type.split('.').at(-1) ?? '');
        if (status === 200) beat({ is: 'told', types });
      },
    },
  });
  line.caller(); // from here on time passes with the test

  return {
    ...line,
    logged,
    get isUp() {
      return isUp;
    },
    get deaths() {
      return deaths;
    },
    places: seen,
    dies,
    startsAgain,
    diesAt(wanted, ms) {
      isMeant = wanted;
      awayMs = ms;
    },
    async stop() {
      await line.stop();
      await burying;
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
