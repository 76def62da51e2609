import { createHash } from 'node:crypto';
import type { Flow } from '../calls/flow.ts';
import { readDraft } from '../calls/flow-draft.ts';
import { normalFlow } from '../calls/flow-normal.ts';
import { normalQueues } from '../calls/flow-normal-queues.ts';
import { brokenRules } from '../calls/flow-rules.ts';
import { readShape } from '../calls/flow-shape.ts';
import { atTop, type BrokenFile, brokenFile, readAuthored } from './authored-file.ts';
import {
  type AudioFiles,
  type AudioPlace,
  audioBeside,
  faultyAudio,
  longQueueMusic,
  recordingsIn,
  secondsOf,
} from './flow-audio.ts';
import { readYaml } from './flow-yaml.ts';

/** A flow that the line can run, or everything that is wrong with it. */
export type FlowResult = { ok: true; flow: Flow } | BrokenFile;

/** Most bytes of a flow as JSON: it travels by value in the input of every call's orchestration. */
const MOST_BYTES = 32 * 1024;

/**
 * Reads a flow file, UTF-8, and what it needs of the folder `audio` beside it. A file that is not there or cannot be read is a
 * mistake like any other: never rejects.
 */
export async function loadFlow(path: string): Promise<FlowResult> {
  const read = await readAuthored(path, 'flow', 'flows/main.yaml');
  if (!read.ok) return brokenFile(path, [read.why]);
  return parseFlow(read.text, path, await audioBeside(path));
}

/**
 * Reads a flow from the text of a file; `fileName` is what mistakes call it, `audio` are the files of sound that it may name, and
 * `place` is where mistakes say that these are. Never throws.
 */
export function parseFlow(
  text: string,
  fileName: string,
  audio: AudioFiles = {},
  place?: AudioPlace,
): FlowResult {
  const yaml = readYaml(text);
  if (!yaml.readable) return brokenFile(fileName, yaml.mistakes);
  const draft = readDraft(yaml.value);
  const shape = readShape(yaml.value, draft);
  const faults = [
    ...(shape.ok ? [] : shape.faults),
    ...brokenRules(draft),
    ...faultyAudio(draft, audio, place),
    ...longQueueMusic(draft, audio),
  ];
  const mistakes = [...yaml.mistakes, ...faults.map(yaml.place)];
  if (!shape.ok || mistakes.length > 0) return brokenFile(fileName, mistakes);
  const { authored } = shape;
  const queues = normalQueues(authored, (file) => secondsOf(audio, file));
  const flow = withVersion(normalFlow(authored, recordingsIn(draft, audio), queues));
  const bytes = Buffer.byteLength(JSON.stringify(flow));
  if (bytes <= MOST_BYTES) return { ok: true, flow };
  return brokenFile(fileName, [
    atTop(`the flow is ${bytes} bytes as JSON, more than ${MOST_BYTES}. Shorten its texts.`),
  ]);
}

function withVersion(flow: Omit<Flow, 'version'>): Flow {
  const digest = createHash('sha256').update(JSON.stringify(flow)).digest('hex');
  return { ...flow, version: digest.slice(0, 12) };
}
