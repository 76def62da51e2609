import { randomUUID } from 'node:crypto';
import { programmingModel } from './core.ts';
import type { TypedData } from './typed-data.ts';
import type { Callback, RegisteredFunction, Worker } from './worker.ts';

export interface InvocationInput {
  /** What the trigger brings. */
  trigger: TypedData;
  metadata?: Record<string, TypedData>;
  /** The `durableClient` binding, given to every function that asks for it. */
  durableClient: TypedData;
  log(level: string, text: string): void;
}

/**
 * Runs one function as the worker does: arguments from typed data, hooks, handler, typed data back.
 * Rejects with what the handler threw.
 */
export async function invoke(
  worker: Worker,
  registered: RegisteredFunction,
  input: InvocationInput,
): Promise<TypedData | null | undefined> {
  const { name, bindings, triggerName } = registered;
  const inputData = Object.entries(bindings)
    .filter(([, { direction }]) => direction === 'in')
    .map(([key]) => ({
      name: key,
      data: key === triggerName ? input.trigger : input.durableClient,
    }));
  const invocationId = randomUUID();
  const coreContext = {
    invocationId,
    metadata: { name, bindings },
    request: { invocationId, functionId: name, inputData, triggerMetadata: input.metadata },
    state: undefined as string | undefined,
    log: (level: string, _category: string, text: string) => input.log(level, text),
  };
  const model = await programmingModel().getInvocationModel(coreContext);
  const { context, inputs } = await model.getArguments();
  const shared = { hookData: {}, appHookData: worker.appHookData, invocationContext: context };

  coreContext.state = 'preInvocationHooks';
  const before = { ...shared, inputs, functionCallback: registered.callback };
  await runHooks(worker.hooks.preInvocation, before);

  coreContext.state = 'invocation';
  const after = {
    ...shared,
    inputs: before.inputs,
    result: undefined as unknown,
    error: undefined as unknown,
  };
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error ?? new Error('The function threw nothing.');
  }

  coreContext.state = 'postInvocationHooks';
  await runHooks(worker.hooks.postInvocation, after);
  if (after.error !== undefined && after.error !== null) throw after.error;
  const response = await model.getResponse(context, after.result);
  return response.returnValue as TypedData | null | undefined;
}

/** Runs hooks one after the other; what one changes in `context`, the next one sees. */
export async function runHooks(hooks: Callback[], context: object): Promise<void> {
  for (const hook of hooks) await hook(context);
}
