import { parseFlow } from '../../../adapters/flow-file.ts';
import type { Flow } from '../../../calls/flow.ts';

/** The line that a flow file with these steps describes. What is wrong in it fails the test with the report of the check. */
export function flowOf(steps: string): Flow {
  const head = 'language: en-GB\nvoice: en-GB-SoniaNeural\nstart: welcome\n';
  const parsed = parseFlow(`line: Test\n${head}operator: operator\nsteps:\n${steps}`, 'test.yaml');
  if (!parsed.ok) throw new Error(parsed.report);
  return parsed.flow;
}
