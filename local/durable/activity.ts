import type { App } from '../functions/app.ts';
import { toJsonText } from '../functions/typed-data.ts';
import type { RegisteredFunction } from '../functions/worker.ts';
import type { Message } from './history.ts';
import type { Instance } from './instance.ts';
import type { Call } from './scheduled-tasks.ts';
import type { Switches } from './switches.ts';

/**
 * Runs an activity and tells what became of it, as the message for its orchestration. Class and code of an error are
 * lost on the way, as on the real host.
 */
export async function runActivity(
  app: App,
  registered: RegisteredFunction,
  instance: Instance,
  { id, action }: { id: number; action: Call },
  switches: Switches,
): Promise<Message> {
  const { name } = registered;
  const attempt = (instance.starts.get(name) ?? 0) + 1;
  instance.starts.set(name, attempt);
  const input = inputText(action.input);
  const run = () =>
    app.run(registered, input === undefined ? {} : { string: input }, {
      instanceId: { string: instance.id },
      ...(input === undefined ? {} : { data: { string: input } }),
    });
  const dies = switches.activityDies?.(name, attempt);
  if (dies === 'before') return failed(id, name, 'node exited with code 137 (0x89)');
  try {
    if (isOn(switches.activityRunsTwice, name)) await run().catch(() => {});
    const result = toJsonText(await run());
    if (dies === 'after') return failed(id, name, 'node exited with code 137 (0x89)');
    return { EventType: 5, EventId: -1, TaskScheduledId: id, Result: result };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return failed(id, name, text);
  }
}

/** The library has made JSON text of a string already; everything else comes as it is. */
function inputText(input: unknown): string | undefined {
  if (input === undefined || input === null) return undefined;
  return typeof input === 'string' ? input : JSON.stringify(input);
}

function isOn(choice: Switches['activityRunsTwice'], name: string): boolean {
  return typeof choice === 'function' ? choice(name) : choice === true;
}

function failed(id: number, name: string, text: string): Message {
  const Reason = `Activity function '${name}' failed:  ${text}`;
  const Details = JSON.stringify({ $type: 'System.Exception', Message: Reason });
  return { EventType: 6, EventId: -1, TaskScheduledId: id, Reason, Details };
}
