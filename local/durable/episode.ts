import type { App } from '../functions/app.ts';
import { toJsonText } from '../functions/typed-data.ts';
import { type OrchestratorOutput, parseOutput } from './actions.ts';
import { compareActions, NonDeterministic } from './determinism.ts';
import { type HistoryEvent, withFresh } from './history.ts';
import type { Instance } from './instance.ts';
import { type Replayed, replay } from './replay.ts';

export type Episode =
  /** It goes on, waits, or is through: whichever, `replayed` says what is to be done. */
  | { is: 'played'; output: OrchestratorOutput; replayed: Replayed; actions: string[] }
  | { is: 'failed'; message: string };

const label = '\n\n$OutOfProcData$:';

/**
 * Runs an orchestrator over its whole history, from its text, and replays what it asked for.
 * `fresh` are the events of this episode, not yet in the history.
 */
export async function playEpisode(
  app: App,
  instance: Instance,
  fresh: HistoryEvent[],
): Promise<Episode> {
  const registered = app.find(instance.name, 'orchestrationTrigger');
  if (!registered) {
    const names = app.all().filter(({ trigger }) => trigger.type === 'orchestrationTrigger');
    const known = names.map(({ name }) => `'${name}'`).join(', ') || 'none';
    return {
      is: 'failed',
      message: `The function '${instance.name}' doesn't exist, is disabled, or is not an orchestrator function. Known are: ${known}.`,
    };
  }
  try {
    const trigger = { string: triggerText(instance, fresh) };
    const output = await run(() => app.run(registered, trigger));
    const actions = compareActions(instance.actions, output.actions);
    const replayed = replay(output.actions, [...instance.history.events, ...fresh]);
    if (output.error !== undefined)
      return { is: 'failed', message: failure(instance, output.error) };
    return { is: 'played', output, replayed, actions };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const text =
      error instanceof NonDeterministic ? `Non-deterministic orchestration: ${what}.` : what;
    return { is: 'failed', message: failure(instance, text) };
  }
}

/** A failed orchestrator throws, and carries what it asked for behind a label in the text of its exception. */
async function run(orchestrator: () => ReturnType<App['run']>): Promise<OrchestratorOutput> {
  try {
    return parseOutput(toJsonText(await orchestrator()));
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes(label)) throw error;
    const data = parseOutput(error.message.slice(error.message.indexOf(label) + label.length));
    return { ...data, error: data.error ?? 'no message' };
  }
}

/** The orchestration trigger's data (Durable protocol reference, section 4.2), as JSON text. */
function triggerText(instance: Instance, fresh: HistoryEvent[]): string {
  const settings = {
    instanceId: instance.id,
    isReplaying: instance.history.events.length > 0,
    parentInstanceId: instance.parent?.InstanceId ?? null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  };
  const head = JSON.stringify(settings).slice(0, -1);
  return `${head},"input":${instance.input},"history":${withFresh(instance.history, fresh)}}`;
}

const failure = ({ name }: Instance, message: string) =>
  `Orchestrator function '${name}' failed: ${message}`;
