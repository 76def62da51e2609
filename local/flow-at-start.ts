import { audioBeside } from '../adapters/flow-audio.ts';
import { FILE } from '../adapters/flow-entities.ts';
import { parseFlow } from '../adapters/flow-file.ts';
import type { Flow } from '../calls/flow.ts';
import { printable } from '../emulator/story-line.ts';
import { since } from './flow-words.ts';
import { lineFlows } from './line-flows.ts';

/** The flow that calls take after a start; `told` says for a terminal that it is not that of the file. */
export interface FlowAtStart {
  flow: Flow;
  told?: string;
}

/**
 * Asks the line on `port` which flow calls take: one that was published stays so over a start. What this release cannot run, the line
 * does not take either. `file` is the flow of the file at `path`.
 */
export async function flowAtStart(
  port: number,
  token: string | undefined,
  file: Flow,
  path: string,
): Promise<FlowAtStart> {
  const flows = lineFlows(port, token);
  const list = await flows.list();
  if (!list.ok || list.value.current.version === FILE) return { flow: file };
  const { current } = list.value;
  const { version } = current;
  const source = await flows.source(version);
  const parsed = source.ok ? parseFlow(source.value, version, await audioBeside(path)) : undefined;
  if (!parsed?.ok) return { flow: file };
  const words = `published version ${version}${since(current)}, not ${path}. Back to it: npm run flow -- rollback file`;
  return { flow: { ...parsed.flow, version }, told: printable(words) };
}
