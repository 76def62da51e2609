import * as z from 'zod';

export type Callback = (...args: unknown[]) => unknown;

const binding = z.looseObject({ type: z.string(), direction: z.enum(['in', 'out']) });
const metadata = z.object({ name: z.string(), bindings: z.record(z.string(), binding) });

export type Binding = z.infer<typeof binding>;

export interface RegisteredFunction {
  name: string;
  trigger: Binding;
  triggerName: string;
  bindings: Record<string, Binding>;
  callback: Callback;
}

export const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate'] as const;
export type HookName = (typeof hookNames)[number];

/** What one start of the app registered: the stand-in of a worker process. */
export interface Worker {
  functions: Map<string, RegisteredFunction>;
  hooks: Record<HookName, Callback[]>;
  appHookData: Record<string, unknown>;
}

export function emptyWorker(): Worker {
  return {
    functions: new Map(),
    hooks: { preInvocation: [], postInvocation: [], appStart: [], appTerminate: [] },
    appHookData: {},
  };
}

const triggers = [
  'httpTrigger',
  'eventGridTrigger',
  'timerTrigger',
  'orchestrationTrigger',
  'activityTrigger',
];
const others = ['durableClient', 'http'];

/** Reads what `registerFunction` was given. Throws for a binding this host does not have, and for a name that is taken. */
export function addFunction(worker: Worker, given: unknown, callback: Callback): void {
  const { name, bindings } = metadata.parse(given);
  const entries = Object.entries(bindings);
  const trigger = entries.find(([, { type }]) => /trigger$/i.test(type));
  if (!trigger) throw new Error(`Function "${name}" has no trigger.`);
  for (const [, { type }] of entries) {
    if (!triggers.includes(type) && !others.includes(type)) {
      throw new Error(
        `Function "${name}" uses "${type}", which the local Functions host does not have.`,
      );
    }
  }
  if (worker.functions.has(name)) {
    throw new Error(`A function with the name "${name}" is registered already.`);
  }
  worker.functions.set(name, {
    name,
    triggerName: trigger[0],
    trigger: trigger[1],
    bindings,
    callback,
  });
}

/** The function of that name if it has that kind of trigger and its app setting does not switch it off. */
export function findFunction(
  worker: Worker,
  name: string,
  triggerType: string,
): RegisteredFunction | undefined {
  const found = worker.functions.get(name);
  return found?.trigger.type === triggerType && !isDisabled(name) ? found : undefined;
}

/** Whether the app setting `AzureWebJobs.<name>.Disabled` is on, as on the real host. */
export function isDisabled(name: string): boolean {
  return /^(1|true)$/i.test(process.env[`AzureWebJobs.${name}.Disabled`] ?? '');
}
