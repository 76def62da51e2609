import * as z from 'zod';
import { E164 } from './dialling.ts';
import { MUSIC } from './flow-audio-name.ts';
import { calendarName } from './flow-schema-hours.ts';
import { audioFile, target, text, whole, word } from './flow-schema-parts.ts';
import { wanted } from './flow-words.ts';

const agentTextsShape = {
  whisper: text(
    "What an agent hears before they accept with 1 or decline with 2. {caller} is the end of the caller's number, {keyed} what was keyed in; a sentence with {keyed} is left out when nothing was.",
  ).optional(),
  callback: text(
    'What an agent hears who is to call somebody back, before they accept with 1 or decline with 2. {caller} and {keyed} as in whisper.',
  ).optional(),
  calling: text('What they hear when they have accepted, while the phone rings.').optional(),
  notReached: text('What they hear when nobody answers there.').optional(),
  again: text('What an agent hears after another key.').optional(),
  transferTo: text(
    'Asks an agent for the number to hand the caller over to, ended by hash.',
  ).optional(),
  busy: text('The caller was not handed over: the number is busy.').optional(),
  noAnswer: text('The caller was not handed over: nobody answered.').optional(),
  notAllowed: text('The caller was not handed over: this line may not call the number.').optional(),
  noNumber: text('The caller was not handed over: what was keyed in is no number.').optional(),
  failed: text('The caller was not handed over, for another reason.').optional(),
};

/** The texts for agents, in the order in which they are asked for. */
export const AGENT_TEXTS_PROPERTIES = Object.keys(agentTextsShape);

/** A person takes over. */
export const escalate = z
  .strictObject({
    escalate: text('What the caller hears first.'),
    skill: word(
      'Only agents with this skill are offered the call.',
      'write one word: a letter, then letters, digits and hyphens',
    ).optional(),
    hours: calendarName(
      'Hours of this flow: outside of them nobody is offered the call, and otherwise leads on at once.',
    ).optional(),
    queue: word(
      'The queue in which the caller waits when nobody is free. Left out: they do not wait.',
      'write the name of a queue that stands under "queues"',
    ).optional(),
    priority: whole(
      0,
      999,
      'a queue takes',
      'Who is served first in the queue: the lowest number, and of those the one who has waited longest. Left out: 500.',
    ).optional(),
    music: audioFile('What the caller hears while they wait: a file in flows/audio.').default(
      MUSIC,
    ),
    ringSeconds: whole(
      5,
      180,
      "an agent's phone takes",
      "Seconds that an agent's phone may ring.",
    ).default(20),
    acceptSeconds: whole(
      1,
      60,
      'an agent takes',
      'Seconds that an agent may take to accept.',
    ).default(10),
    agentTexts: z
      .strictObject(agentTextsShape, {
        error: wanted('write texts under their names, like { busy: That line is busy. }'),
      })
      .default({})
      .describe('What agents hear. What is left out is said in English.'),
    afterAgent: target(
      'The step where the caller goes on when the agent has left. Left out: goodbye is said, and the call ends.',
    ).optional(),
    goodbye: text('The last sentence after an agent, where no afterAgent leads on.').optional(),
    otherwise: target('The step when no agent takes the call.'),
  })
  .describe('Offers the call to agents, one after the other, while the caller is on hold.');

const numberError = wanted(
  "write a number in quotes, with a plus and the country code, like '+15550155'",
);

/** Another number takes over, and the call leaves this line. */
export const transfer = z
  .strictObject({
    transfer: text('What the caller hears first.'),
    to: z
      .string({ error: numberError })
      .regex(E164, { error: numberError })
      .describe("The number, with a plus and the country code: '+15550155'."),
    apology: text('What a caller hears who could not be handed over.').optional(),
    otherwise: target('The step after the apology.'),
  })
  .describe('Hands the caller over to another number, and leaves.');
