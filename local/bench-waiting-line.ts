import type { AgentProperties } from '../adapters/agents-schema.ts';
import { audioBeside } from '../adapters/flow-audio.ts';
import { parseFlow } from '../adapters/flow-file.ts';
import type { Flow } from '../calls/flow.ts';
import type { ScriptedCaller } from '../emulator/scripted-caller.ts';
import { ANNOUNCED } from './bench-heard.ts';
import type { SplitStack } from './bench-line.ts';

/** Announcements, music and its times are a queue's usual ones; only nobody has waited for too long before the bench is over. */
const WAITING_FLOW = `line: Bench
language: en-GB
voice: en-GB-SoniaNeural
start: main
queues:
  support: { longestMinutes: 60, announce: '${ANNOUNCED} {position} in line. It takes about {minutes} minutes.' }
steps:
  main:
    menu: Press 1 for a person, or 2 if it cannot wait.
    keys: { 1: anybody, 2: urgent }
    otherwise: sorry
  anybody: { escalate: Please hold., queue: support, otherwise: sorry }
  urgent: { escalate: Please hold., queue: support, priority: 100, otherwise: sorry }
  sorry: { hangUp: Sorry about that. }
`;

/** Has a call all the time, so that somebody is on duty; who waits is not offered to them. */
export const BUSY: AgentProperties = agent('busy', '+15550161');
/** Becomes available again and again. */
export const FREE: AgentProperties = agent('free', '+15550162');

/** Of so many callers one is urgent, and served before the others. */
const URGENT_EVERY = 50;
/** Callers who are on their way into the line at the same time. */
const ON_THEIR_WAY = 40;
/** Milliseconds after which nobody else is sent into the line: a machine that has not taken them all by then takes no more. */
const JOINING_MS = 600_000;
/** Seconds that a caller waits for a prompt. */
const PATIENCE = { withinSeconds: 300 };

function agent(id: string, participant: string): AgentProperties {
  return { id, name: id, participant, skills: [] };
}

/** The line whose callers wait. */
export async function waitingFlow(): Promise<Flow> {
  const parsed = parseFlow(
    WAITING_FLOW,
    'the flow of the bench',
    await audioBeside('flows/main.yaml'),
  );
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}

/** The key that the `n`th caller presses. */
export function keyOf(n: number): '1' | '2' {
  return n % URGENT_EVERY === URGENT_EVERY - 1 ? '2' : '1';
}

/** A caller rings, asks for a person, and is in line when they hear their place. */
export async function joinsLine(
  { caller }: SplitStack,
  n: number,
  key: '1' | '2',
): Promise<ScriptedCaller> {
  const phone = caller(`+1555030${String(n).padStart(4, '0')}`);
  await phone.rings();
  await phone.hears('Press 1', PATIENCE);
  phone.presses(key);
  await phone.hears(ANNOUNCED, PATIENCE);
  return phone;
}

/** Lets `count` callers join, so many on their way at a time as the line takes without being late: who is in line, and why others are not. */
export async function allJoinLine(
  stack: SplitStack,
  count: number,
): Promise<{ callers: ScriptedCaller[]; failures: string[] }> {
  const callers: ScriptedCaller[] = [];
  const failures: string[] = [];
  const until = performance.now() + JOINING_MS;
  let next = 0;
  const one = async () => {
    while (next < count && performance.now() < until) {
      const n = next++;
      await joinsLine(stack, n, keyOf(n)).then(
        (caller) => callers.push(caller),
        (error) => failures.push(String(error)),
      );
    }
  };
  await Promise.all(Array.from({ length: ON_THEIR_WAY }, one));
  return { callers, failures };
}
