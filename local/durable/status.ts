import { copyHistory, type Instance, isOpen } from './instance.ts';

/** What a status shows, besides what is always there. */
export interface StatusOptions {
  input: boolean;
  history: boolean;
}

/** The status that the Durable HTTP API gives, one of Pending, Running, Suspended, Completed, Failed, Terminated. */
export function runtimeStatus(instance: Instance): string {
  return instance.suspended ? 'Suspended' : instance.status;
}

/** The status body of the Durable HTTP API. A suspended instance has the reason as its output. */
export function statusBody(instance: Instance, show: StatusOptions) {
  return {
    name: instance.name,
    instanceId: instance.id,
    runtimeStatus: runtimeStatus(instance),
    input: show.input ? parse(instance.input) : null,
    customStatus: parse(instance.customStatus),
    output: instance.suspended ? instance.suspended.reason : parse(instance.output),
    createdTime: wholeSeconds(instance.createdAt),
    lastUpdatedTime: wholeSeconds(instance.updatedAt),
    ...(show.history ? { historyEvents: copyHistory(instance) } : {}),
  };
}

/** An instance as tests and the terminal see it. Times are ISO 8601 UTC. */
export function instanceSummary(instance: Instance) {
  const { id, name, input, output, customStatus, archive, history } = instance;
  return {
    id,
    name,
    status: runtimeStatus(instance),
    input: parse(input),
    output: parse(output),
    customStatus: parse(customStatus),
    createdAt: new Date(instance.createdAt).toISOString(),
    updatedAt: new Date(instance.updatedAt).toISOString(),
    historyLength: archive?.length ?? history.events.length,
  };
}

export type InstanceSummary = ReturnType<typeof instanceSummary>;

/** Which instances a query means. Times in milliseconds since 1970. */
export interface InstanceFilter {
  from?: number;
  to?: number;
  statuses?: string[];
  prefix?: string;
}

/** Whether the filter lets the instance through. */
export function matches(
  instance: Instance,
  { from, to, statuses, prefix }: InstanceFilter,
): boolean {
  if (from !== undefined && instance.createdAt < from) return false;
  if (to !== undefined && instance.createdAt > to) return false;
  if (statuses && !statuses.includes(runtimeStatus(instance))) return false;
  return prefix === undefined || instance.id.startsWith(prefix);
}

/** What the status query answers: 202 while there is more to come, 200 when it is final. */
export const statusCode = (instance: Instance) => (isOpen(instance) ? 202 : 200);

const parse = (text: string): unknown => JSON.parse(text);

const wholeSeconds = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
