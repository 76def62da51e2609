import { audioBeside } from '../../../adapters/flow-audio.ts';
import { parseFlow } from '../../../adapters/flow-file.ts';
import type { Flow } from '../../../calls/flow.ts';

/** What the line serves to ACS: flows/audio. */
const AUDIO = await audioBeside('flows/main.yaml');

/** The line that a flow file with these steps describes. What is wrong in it fails the test with the report of the check. */
export function flowOf(steps: string): Flow {
  const head = 'language: en-GB\nvoice: en-GB-SoniaNeural\nstart: welcome\n';
  const text = `line: Test\n${head}operator: operator\nsteps:\n${steps}`;
  const parsed = parseFlow(text, 'test.yaml', AUDIO);
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}
