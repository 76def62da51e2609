import { userInfo } from 'node:os';
import { brokenFile, readAuthored } from '../adapters/authored-file.ts';
import { audioBeside } from '../adapters/flow-audio.ts';
import { FILE } from '../adapters/flow-entities.ts';
import { parseFlow } from '../adapters/flow-file.ts';
import { printable } from '../emulator/story-line.ts';
import type { FlowCommand } from './flow-options.ts';
import { counted, inColour, named, since, versionsTable } from './flow-words.ts';
import type { Reply } from './json-request.ts';
import { type CurrentVersion, changedTo, type LineFlows, mistakesOf } from './line-flows.ts';
import { printableJson } from './printable-json.ts';
import { tellRefusal } from './tell-refusal.ts';
import { EXIT } from './wrong-usage.ts';

type Command<Does extends FlowCommand['does']> = Extract<FlowCommand, { does: Does }>;
type Refusal = Extract<Reply<unknown>, { ok: false }>;

/** How soon a line takes what was published, wherever its instances are: they ask every 15 s. */
const SOON = 'New calls take it within 15 s, calls in progress keep theirs.';

/** Checks a flow here, and has the line check it again and take it; returns the exit code. */
export async function publish(flows: LineFlows, command: Command<'publish'>): Promise<number> {
  const { file, note, expected, port } = command;
  const read = await readAuthored(file, 'flow', 'flows/main.yaml');
  if (!read.ok) return broken(brokenFile(file, [read.why]).report);
  const checked = parseFlow(read.text, file, await audioBeside(file));
  if (!checked.ok) return broken(checked.report);
  const reply = await flows.publish({ source: read.text, note, expected, by: me() });
  if (!reply.ok) {
    const mistakes = mistakesOf(reply);
    return mistakes ? broken(brokenFile(file, mistakes).report) : refused(reply, port);
  }
  const { version, previous = FILE } = reply.value;
  console.log(`${file} is published: ${counted({ ...checked.flow, version })}.`);
  console.log(`${SOON} Back to ${named(previous)}: npm run flow -- rollback`);
  return EXIT.done;
}

/** Has new calls take an earlier flow; returns the exit code. */
export async function rollback(flows: LineFlows, command: Command<'rollback'>): Promise<number> {
  const { port } = command;
  const target = await targetOf(flows, command);
  if (!target.ok) return refused(target, port);
  if (target.value.version === undefined) {
    console.error('New calls take the flow that the line was deployed with: none was before it.');
    return EXIT.failed;
  }
  const { version, expected } = target.value;
  const reply = await flows.makeCurrent({ version, expected, by: me() });
  if (!reply.ok) {
    const mistakes = mistakesOf(reply);
    return mistakes ? broken(brokenFile(version, mistakes).report) : refused(reply, port);
  }
  console.log(`Current is ${named(version)}. ${SOON}`);
  return EXIT.done;
}

/** Lists what was published; returns the exit code. */
export async function versions(
  flows: LineFlows,
  { json, port }: Command<'versions'>,
): Promise<number> {
  const reply = await flows.list();
  if (!reply.ok) return refused(reply, port);
  console.log(json ? printableJson(reply.value) : versionsTable(reply.value));
  return EXIT.done;
}

/** Writes the text of a flow to stdout, as it was published: a terminal is shown no control characters; returns the exit code. */
export async function show(flows: LineFlows, { version, port }: Command<'show'>): Promise<number> {
  const current = version === undefined ? await flows.list() : undefined;
  if (current && !current.ok) return refused(current, port);
  const reply = await flows.source(version ?? current?.value.current.version ?? FILE);
  if (!reply.ok) return refused(reply, port);
  const shown = process.stdout.isTTY
    ? reply.value.split(/\r?\n/).map(printable).join('\n')
    : reply.value;
  process.stdout.write(shown);
  return EXIT.done;
}

/** Where a rollback leads; without a version, to the one before the current one, if that is still current then. */
async function targetOf(
  flows: LineFlows,
  { version, expected }: Command<'rollback'>,
): Promise<Reply<{ version?: string; expected?: string }>> {
  if (version !== undefined) return { ok: true, value: { version, expected } };
  const reply = await flows.list();
  if (!reply.ok) return reply;
  const { current } = reply.value;
  return { ok: true, value: { version: current.previous, expected: expected ?? current.version } };
}

function broken(report: string): number {
  console.error(inColour(report));
  return EXIT.failed;
}

function refused(reply: Refusal, port: number): number {
  const current = changedTo(reply);
  if (!current) return tellRefusal(reply, port);
  console.error(printable(changed(current)));
  return EXIT.failed;
}

function changed(current: CurrentVersion): string {
  const { version } = current;
  return `Nothing was changed: current is ${named(version)}${since(current)}. Look at it (npm run flow -- show ${version}), then ask again with --expected ${version}.`;
}

/** Who asks, for a line that takes no tokens. A system need not know a name. */
function me(): string | undefined {
  try {
    return userInfo().username.slice(0, 100) || undefined;
  } catch {
    return undefined;
  }
}
