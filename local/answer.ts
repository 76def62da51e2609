import { setTimeout as sleep } from 'node:timers/promises';
import type { Told } from '../emulator/phone-watch.ts';
import { printable } from '../emulator/story-line.ts';
import { ANSWER_HELP, type AnswerOptions, answerOptions } from './answer-options.ts';
import { type Answering, answering } from './answer-whom.ts';
import { emulatorGone, phoneCommand, wanted } from './phone-command.ts';
import { type PhoneDoor, phoneDoor } from './phone-door.ts';
import { follow } from './phone-follow.ts';
import { heedQuit } from './phone-keyboard.ts';
import { endedWell } from './phone-outcome.ts';
import { EXIT } from './wrong-usage.ts';

/** Milliseconds between two looks for a phone that rings. */
const LOOK_EVERY = 200;
const TERMINAL_HINT = `  1 takes a call, 2 declines it; then *2 is hold, *3 hands over, *9 ends.
  0-9 A-D * # are pressed as you type; h hangs up.
`;

process.exitCode = await phoneCommand(
  ANSWER_HELP,
  () => answerOptions(process.argv.slice(2), process.env),
  answer,
);

async function answer(options: AnswerOptions): Promise<number> {
  const { keys, decline, once, emulatorPort } = options;
  const who = await answering(options.who, options.agents);
  const door = phoneDoor(emulatorPort);
  wanted(await door.phones(), `emulator on port ${emulatorPort}`, '--emulator-port');
  if (process.stdin.isTTY && !decline) console.log(TERMINAL_HINT);
  for (;;) {
    const rung = await nextRing(door, who, decline);
    if (rung === 'quit') return EXIT.done;
    if (rung === 'gone') return emulatorGone(emulatorPort);
    const call = await follow(door, rung.id, rung.told, keys);
    if (!call) return emulatorGone(emulatorPort);
    if (once) return decline || endedWell(call.phone) ? EXIT.done : EXIT.failed;
    if (call.hasQuit) return EXIT.done;
    console.log();
  }
}

/** Waits for the next ring and picks up, or presses it away: gives that phone. A ring that is over before that is passed over. */
async function nextRing(
  door: PhoneDoor,
  { participant, name }: Answering,
  decline: boolean,
): Promise<{ id: string; told: Told } | 'quit' | 'gone'> {
  let hasQuit = false;
  const stopHeeding = heedQuit(process.stdin, () => {
    hasQuit = true;
  });
  console.log(`  ${printable(name)} waits for a ring     Stop: Ctrl-C\n`);
  try {
    for (; !hasQuit; await sleep(LOOK_EVERY)) {
      const phones = await door.phones();
      if (!phones.ok) return 'gone';
      const rung = phones.value.find(
        ({ number, direction, state }) =>
          number === participant && direction === 'called' && state === 'ringing',
      );
      if (!rung) continue;
      const { id, other } = rung;
      const told: Told = { at: Date.now(), verb: 'rings', words: other };
      const reply = decline ? await door.decline(id) : await door.answer(id);
      if (reply.ok) return { id, told };
    }
    return 'quit';
  } finally {
    stopHeeding();
  }
}
