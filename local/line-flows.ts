import * as z from 'zod';
import { jsonRequest, type Reply } from './json-request.ts';

const current = z.looseObject({
  version: z.string(),
  setBy: z.string().optional(),
  setAt: z.string().optional(),
  previous: z.string().optional(),
});

const flowList = z.looseObject({
  current,
  file: z.looseObject({ version: z.string() }),
  versions: z.array(
    z.looseObject({
      version: z.string(),
      publishedAt: z.string(),
      publishedBy: z.string(),
      note: z.string().optional(),
    }),
  ),
});

const source = z.looseObject({ version: z.string(), source: z.string() });

const broken = z.object({
  error: z.object({
    mistakes: z.array(z.object({ line: z.number(), column: z.number(), message: z.string() })),
  }),
});

const changed = z.object({ current });

export type CurrentVersion = z.infer<typeof current>;
export type FlowList = z.infer<typeof flowList>;
type Refusal = Extract<Reply<unknown>, { ok: false }>;

/** What is sent beside a change. */
export interface FlowChange {
  /** The version that has to be current. */
  expected?: string;
  /** Who asks, where the line takes no tokens. */
  by?: string;
}

/** The line's HTTP API for flows (docs/publishing.md). */
export interface LineFlows {
  list(): Promise<Reply<FlowList>>;
  source(version: string): Promise<Reply<string>>;
  publish(wanted: FlowChange & { source: string; note?: string }): Promise<Reply<CurrentVersion>>;
  makeCurrent(wanted: FlowChange & { version: string }): Promise<Reply<CurrentVersion>>;
}

/** The flows of the line that listens on `port` of this machine. `token`: an access token, where the line asks for one. */
export function lineFlows(port: number, token?: string): LineFlows {
  const base = `http://127.0.0.1:${port}/api/flows`;
  return {
    list: () => jsonRequest('GET', base, flowList, undefined, token),
    async source(version) {
      const url = `${base}/${encodeURIComponent(version)}`;
      const reply = await jsonRequest('GET', url, source, undefined, token);
      return reply.ok ? { ok: true, value: reply.value.source } : reply;
    },
    publish: (wanted) => jsonRequest('POST', base, current, wanted, token),
    makeCurrent: (wanted) => jsonRequest('PUT', `${base}/current`, current, wanted, token),
  };
}

/** The mistakes for which the line did not take a flow; nothing if it was another reason. */
export function mistakesOf(refusal: Refusal) {
  if (refusal.problem !== 'refused') return undefined;
  return broken.safeParse(refusal.answer).data?.error.mistakes;
}

/** What is current, if that is why a change was not made. */
export function changedTo(refusal: Refusal): CurrentVersion | undefined {
  if (refusal.problem !== 'refused' || refusal.status !== 409) return undefined;
  return changed.safeParse(refusal.answer).data?.current;
}
