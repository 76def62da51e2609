import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { announceText, NAME_IN_TEXT } from './flow-spoken.ts';
import { tooLong } from './flow-texts.ts';
import { didYouMean, nearestName, quoted } from './flow-words.ts';

/** What an announcement tells: the key only where there is one. */
function inAnnouncements({ body }: DraftStep): string[] {
  return ['position', 'minutes', ...(body.callback === undefined ? [] : ['key'])];
}

/** Every queue that a step names exists, every queue is named by one, and what is announced can be filled in. */
export function faultyQueues(draft: Draft): Fault[] {
  const people = draft.steps.filter(({ kind }) => kind === 'escalate');
  return [
    ...people.flatMap((step) => [...unknownQueue(step, draft), ...needlessPriority(step)]),
    ...draft.queues.flatMap((queue) => [
      ...unusedQueue(queue, people, draft),
      ...faultyAnnouncement(queue),
    ]),
  ];
}

function unknownQueue(step: DraftStep, { queues }: Draft): Fault[] {
  const { queue } = step.body;
  const names = queues.map(({ name }) => name);
  if (typeof queue !== 'string' || names.includes(queue)) return [];
  const hint = didYouMean(queue, names) || ' Write it under "queues", or leave it out.';
  const message = `${about(step)} queue is ${quoted(queue)}, which does not exist.${hint}`;
  return [{ path: [...step.path, 'queue'], at: 'value', message }];
}

function needlessPriority(step: DraftStep): Fault[] {
  const { queue, priority } = step.body;
  if (priority === undefined || queue !== undefined) return [];
  const message = `${about(step)} priority has no effect, as the step has no queue. Name its queue, or leave it out.`;
  return [{ path: [...step.path, 'priority'], at: 'key', message }];
}

/** A misspelt name counts as the one it resembles: that mistake is told already. */
function unusedQueue(queue: DraftStep, people: DraftStep[], { queues }: Draft): Fault[] {
  const names = queues.map(({ name }) => name);
  const meant = people.flatMap(({ body }) =>
    typeof body.queue === 'string' ? [nearestName(body.queue, names)] : [],
  );
  if (meant.includes(queue.name)) return [];
  const message = `${about(queue)} nobody waits there. Name it in an escalate, as { queue: ${queue.name} }, or remove it.`;
  return [{ path: queue.path, at: 'key', message }];
}

function faultyAnnouncement(queue: DraftStep): Fault[] {
  const known = inAnnouncements(queue);
  return announceText(queue).flatMap((text) => {
    const unknown = text.names
      .filter((name) => !known.includes(name))
      .map(
        (name) =>
          `has {${quoted(name).slice(1, -1)}}, which no caller in line is told.${hint(name, known)}`,
      );
    const longest = text.text.replace(NAME_IN_TEXT, '1000');
    return [...unknown, ...tooLong(text, longest, 'Shorten it.')].map(
      (words): Fault => ({
        path: text.path,
        at: 'value',
        message: `${about(queue)} announce ${words}`,
      }),
    );
  });
}

function hint(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  if (near !== undefined) return ` Did you mean {${near}}?`;
  const [last, ...others] = known.map((one) => `{${one}}`).reverse();
  return ` It may have ${others.reverse().join(', ')} and ${last}.`;
}
