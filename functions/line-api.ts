import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { ALL, type LineEntry } from '../adapters/line-rows.ts';
import { maskNumber } from '../adapters/log.ts';
import { mayDial } from '../calls/dialling.ts';
import type { Deps } from './deps.ts';
import { badRequest, notAllowed, ok, tooLarge } from './http-response.ts';
import { parseLine, type WantedLine } from './line-wanted.ts';
import { BODY_LIMIT, jsonBody } from './request-body.ts';
import { overTables } from './tables-away.ts';
import { whoAsks } from './who-asks.ts';

/** How many of the last changes are shown. */
const CHANGES = 20;

/** `GET /api/line`: what new calls to our numbers meet, and the last changes of it, the newest first. */
export async function getLine(deps: Deps): Promise<HttpResponseInit> {
  return overTables(deps, () => shown(deps));
}

/** `PUT /api/line`: has new calls hear a message, go to a number, be rejected, or be served by the flow again. */
export async function putLine(deps: Deps, request: HttpRequest): Promise<HttpResponseInit> {
  const json = await jsonBody(request);
  if (!json.ok) return json.tooLarge ? tooLarge(BODY_LIMIT) : badRequest('The body is not JSON.');
  const parsed = parseLine(json.body, deps.config.lineNumbers);
  if (!parsed.ok) return badRequest(parsed.message, parsed.target);
  const { wanted } = parsed;
  const { to } = wanted;
  if (to.state === 'transfer' && !mayDial(to.to, deps.dialRules.allow))
    return notAllowed('This line may not dial that number (DIAL_ALLOW).', 'to');
  const by = await whoAsks(deps, request, wanted.by);
  return overTables(deps, () => change(deps, wanted, by));
}

async function change(
  deps: Deps,
  { number, to }: WantedLine,
  by: string,
): Promise<HttpResponseInit> {
  await deps.makeTables(); // they may have been away when we started
  await deps.line.change({ number, to, by });
  deps.log('info', 'line-set', { number, state: to.state });
  return shown(deps);
}

async function shown({ line }: Deps): Promise<HttpResponseInit> {
  const { numbers, changes } = await line.look(CHANGES);
  return ok({ numbers: numbers.map(view), changes: changes.map(view) });
}

/** Our own numbers are meant to be known (`health`), and what callers hear is; where they are handed over to is not. */
function view(entry: LineEntry) {
  const number = entry.number === ALL ? 'all' : entry.number;
  return 'to' in entry ? { ...entry, number, to: maskNumber(entry.to) } : { ...entry, number };
}
