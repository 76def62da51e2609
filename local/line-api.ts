import * as z from 'zod';
import { jsonRequest, type Reply } from './json-request.ts';

/** Design, section 5. What is not named here is kept, for `--json`. */
const call = z.looseObject({
  callId: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.string(),
  step: z.string().optional(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  outcome: z.string().optional(),
  agent: z.string().optional(),
});

const page = z.object({ calls: z.array(call), next: z.string().optional() });

const callRecord = z.looseObject({
  call,
  timeline: z.array(
    z.looseObject({
      turn: z.number(),
      at: z.string(),
      kind: z.string(),
      type: z.string(),
      words: z.string(),
      data: z
        .looseObject({ code: z.number().optional(), subCode: z.number().optional() })
        .optional(),
    }),
  ),
  digits: z.array(
    z.looseObject({
      step: z.string(),
      digits: z.string().optional(),
      sealed: z.string().optional(),
      length: z.number().optional(),
      result: z.string(),
      attempt: z.number(),
    }),
  ),
  tones: z.array(
    z.looseObject({
      participant: z.string(),
      session: z.number(),
      digits: z.string(),
      gaps: z.array(z.object({ from: z.number(), to: z.number() })),
    }),
  ),
  offers: z
    .array(
      z.looseObject({
        agent: z.string(),
        name: z.string(),
        offeredAt: z.string(),
        result: z.string().optional(),
        talkedSeconds: z.number().optional(),
      }),
    )
    .default([]),
});

const agent = z.looseObject({
  id: z.string(),
  name: z.string(),
  skills: z.array(z.string()),
  state: z.string(),
  stateSince: z.string(),
  callId: z.string().optional(),
  reason: z.string().optional(),
  wrapUpUntil: z.string().optional(),
});

const agentList = z.object({ agents: z.array(agent) });

const queue = z.looseObject({
  queue: z.string(),
  skill: z.string().optional(),
  waiting: z.number(),
  callbacks: z.number(),
  longestWaitSeconds: z.number(),
  agentsOnDuty: z.number(),
});

const queueList = z.object({ queues: z.array(queue) });

/** The answer of `POST /api/calls`. */
const placed = z.object({ callId: z.string(), statusUrl: z.string() });

const forgotten = z.object({
  calls: z.number(),
  answers: z.number(),
  keys: z.number(),
  timeline: z.number(),
  callbacks: z.number(),
  histories: z.number(),
  left: z.number(),
  more: z.boolean(),
});

const keptSwitch = z.looseObject({
  number: z.string(),
  state: z.string(),
  text: z.string().optional(),
  hangUp: z.boolean().optional(),
  to: z.string().optional(),
  changedBy: z.string().optional(),
  changedAt: z.string().optional(),
});

const switchedLine = z.object({ numbers: z.array(keptSwitch), changes: z.array(keptSwitch) });

const health = z.object({ lineNumbers: z.array(z.string()).min(1) });

export type ListedCall = z.infer<typeof call>;
export type CallPage = z.infer<typeof page>;
export type KeptCall = z.infer<typeof callRecord>;
export type ListedAgent = z.infer<typeof agent>;
export type ListedQueue = z.infer<typeof queue>;
export type Forgotten = z.infer<typeof forgotten>;
export type KeptSwitch = z.infer<typeof keptSwitch>;
export type SwitchedLine = z.infer<typeof switchedLine>;

export interface CallSearch {
  from?: string;
  day?: string;
  outcome?: string;
  limit: number;
  next?: string;
}

/** The line's HTTP API, as a terminal uses it. */
export interface LineApi {
  calls(search: CallSearch): Promise<Reply<CallPage>>;
  call(callId: string): Promise<Reply<KeptCall>>;
  /** Has the line call somebody: `docs/outbound.md` says what is asked for. The id of the call comes back. */
  place(wanted: object): Promise<Reply<string>>;
  agents(): Promise<Reply<ListedAgent[]>>;
  setAgent(id: string, wanted: { state: string; reason?: string }): Promise<Reply<ListedAgent>>;
  /** Every line of callers who wait, or could. */
  queues(): Promise<Reply<ListedQueue[]>>;
  /** Removes what is kept of the calls of a number, E.164, or a part of it: `more` says so. */
  forget(number: string): Promise<Reply<Forgotten>>;
  /** What new calls meet, and the last changes of it. */
  line(): Promise<Reply<SwitchedLine>>;
  /** Changes it: docs/operations.md says what is wanted how. */
  switchLine(wanted: object): Promise<Reply<SwitchedLine>>;
  /** Our own numbers, E.164, at least one. */
  lineNumbers(): Promise<Reply<string[]>>;
}

/** The API of the line that listens on `port` of this machine. `token`: an access token, where the line asks for one. */
export function lineApi(port: number, token?: string): LineApi {
  const base = `http://127.0.0.1:${port}/api`;
  const send = <T>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
  ) => jsonRequest(method, `${base}${path}`, schema, body, token);
  return {
    calls(search) {
      // A number never goes into a URL: the host's telemetry keeps URLs.
      if (search.from !== undefined) return send('POST', '/calls/search', page, search);
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(search)) {
        if (value !== undefined) query.set(name, String(value));
      }
      return send('GET', `/calls?${query}`, page);
    },
    call: (callId) => send('GET', `/calls/${encodeURIComponent(callId)}`, callRecord),
    async place(wanted) {
      const reply = await send('POST', '/calls', placed, wanted);
      return reply.ok ? { ok: true, value: reply.value.callId } : reply;
    },
    async agents() {
      const reply = await send('GET', '/agents', agentList);
      return reply.ok ? { ok: true, value: reply.value.agents } : reply;
    },
    setAgent: (id, wanted) => send('PUT', `/agents/${encodeURIComponent(id)}`, agent, wanted),
    async queues() {
      const reply = await send('GET', '/queues', queueList);
      return reply.ok ? { ok: true, value: reply.value.queues } : reply;
    },
    forget: (number) => send('POST', '/callers/forget', forgotten, { number }),
    line: () => send('GET', '/line', switchedLine),
    switchLine: (wanted) => send('PUT', '/line', switchedLine, wanted),
    async lineNumbers() {
      const reply = await send('GET', '/health', health);
      if (reply.ok) return { ok: true, value: reply.value.lineNumbers };
      if (reply.problem !== 'refused' || reply.status !== 503) return reply;
      return { ...reply, message: `it is not well; ${base}/health tells why` };
    },
  };
}
