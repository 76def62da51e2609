import * as z from 'zod';
import { MUSIC } from './flow-audio-name.ts';
import { callback } from './flow-schema-callback.ts';
import { audioFile, text, whole, word } from './flow-schema-parts.ts';
import { wanted } from './flow-words.ts';

/** Seconds between two announcements, unless the flow says otherwise. */
export const EVERY_SECONDS = 30;

/** Callers who wait for a person. */
export const queue = z
  .strictObject(
    {
      announce: text(
        'What a caller in line is told: {position} is their place, {minutes} about how many minutes it takes, {key} the key of the callback.',
      ).optional(),
      everySeconds: whole(15, 300, 'a queue takes', 'Seconds between two announcements.').default(
        EVERY_SECONDS,
      ),
      longestMinutes: whole(
        1,
        60,
        'a queue takes',
        'Minutes after which a caller goes on by the otherwise of their step.',
      ).default(10),
      most: whole(1, 1000, 'a queue takes', 'So many callers may wait.').default(1000),
      music: audioFile('What callers hear between announcements: a file in flows/audio.').default(
        MUSIC,
      ),
      callback: callback.optional(),
    },
    { error: wanted('write the properties of a queue in braces, {} if all are as usual') },
  )
  .describe('A line of callers who wait for a person.');

/** The properties of a queue. */
export const QUEUE_PROPERTIES = Object.keys(queue.shape);

/** The queues of a flow by name. */
export const queues = z
  .record(
    word(
      'Name of a queue.',
      'call it by a letter, then letters, digits and hyphens, 40 characters at most',
    ),
    queue,
    { error: wanted('write the queues of the line, each under its name') },
  )
  .describe('Where callers wait for a person, by name: an escalate leads there.');

/** A queue as its author writes it, with the defaults filled in. */
export type AuthoredQueue = z.output<typeof queue>;
