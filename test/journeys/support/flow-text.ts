import { audioBeside } from '../../../adapters/flow-audio.ts';
import { parseFlow } from '../../../adapters/flow-file.ts';
import type { Flow } from '../../../calls/flow.ts';

/** What the line serves to ACS: flows/audio. */
const AUDIO = await audioBeside('flows/main.yaml');

/** The text of a flow file with these steps, of which `welcome` is the first and `operator` leads to a person. */
export function flowFile(steps: string): string {
  const head = 'language: en-GB\nvoice: en-GB-SoniaNeural\nstart: welcome\n';
  return `line: Test\n${head}operator: operator\nsteps:\n${steps}`;
}

/** The line that a flow file with these steps describes. What is wrong in it fails the test with the report of the check. */
export function flowOf(steps: string): Flow {
  const parsed = parseFlow(flowFile(steps), 'test.yaml', AUDIO);
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}
