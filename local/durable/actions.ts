import * as z from 'zod';

const retryOptions = z.object({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number(),
  backoffCoefficient: z.number().optional(),
  maxRetryIntervalInMilliseconds: z.number().optional(),
});

const activity = { functionName: z.string(), input: z.unknown().optional() };
const sub = { ...activity, instanceId: z.string().nullish(), version: z.string().nullish() };

const leaf = [
  z.object({ actionType: z.literal(0), ...activity }),
  z.object({ actionType: z.literal(1), ...activity, retryOptions }),
  z.object({ actionType: z.literal(2), ...sub }),
  z.object({ actionType: z.literal(3), ...sub, retryOptions }),
  z.object({ actionType: z.literal(4), input: z.unknown().optional() }),
  z.object({ actionType: z.literal(5), fireAt: z.string(), isCanceled: z.boolean() }),
  z.object({ actionType: z.literal(6), externalEventName: z.string() }),
] as const;

const compound = z.object({
  actionType: z.literal([11, 12]),
  get compoundActions(): z.ZodArray<typeof action> {
    return z.array(action);
  },
});

const action: z.ZodType<Action> = z.lazy(() =>
  z.discriminatedUnion('actionType', [...leaf, compound]),
);

export type RetryOptions = z.infer<typeof retryOptions>;
export type Leaf = z.infer<(typeof leaf)[number]>;
/** What an orchestrator asked for since the start of its execution (Durable protocol reference, section 4.3). */
export type Action = Leaf | { actionType: 11 | 12; compoundActions: Action[] };

const output = z.object({
  isDone: z.boolean(),
  actions: z.tuple([z.array(z.unknown())]),
  output: z.unknown().optional(),
  customStatus: z.unknown().optional(),
  error: z.string().optional(),
});

export interface OrchestratorOutput {
  isDone: boolean;
  actions: Action[];
  output?: unknown;
  customStatus?: unknown;
  error?: string;
}

const anyAction = z.object({ actionType: z.number() });
const known = [0, 1, 2, 3, 4, 5, 6, 11, 12];

/** Reads what an orchestrator function returned, or carried in its exception. Throws for what this runtime does not have. */
export function parseOutput(text: string): OrchestratorOutput {
  const parsed = output.parse(JSON.parse(text));
  return { ...parsed, actions: parsed.actions[0].map(parseAction) };
}

function parseAction(given: unknown): Action {
  const { actionType } = anyAction.parse(given);
  if (!known.includes(actionType)) {
    throw new Error(
      `The orchestrator used action type ${actionType}, which the local Durable runtime does not have ` +
        '(entities, locks and callHttp are missing).',
    );
  }
  return action.parse(given);
}
