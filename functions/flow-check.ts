import { brokenFile } from '../adapters/authored-file.ts';
import type { Config } from '../adapters/config.ts';
import { type AudioFiles, audioBeside } from '../adapters/flow-audio.ts';
import { type FlowResult, parseFlow } from '../adapters/flow-file.ts';
import { readYaml } from '../adapters/flow-yaml.ts';
import { toSet } from '../adapters/settings.ts';
import { flowPath } from './flow-path.ts';
import { secretStep } from './secret-step.ts';

/** Whether this line can run a flow, by its YAML: the flow, or everything that is wrong with it. Never rejects. */
export type FlowCheck = (source: string) => Promise<FlowResult>;

/** What the mistakes of a flow are said to be in, which comes without the name of its file. */
const NAME = 'the flow';

/** Files of sound come with the line, not with what is published. */
const SOUNDS = {
  where: 'among the sounds that were deployed with this line',
  mend: 'Deploy it first, or name another.',
};

/**
 * The check of flows that are published: all that `npm run flow -- check` looks at, against the sounds of this deployment and the
 * settings of this line.
 */
export function flowCheck(config: Config): FlowCheck {
  let sounds: Promise<AudioFiles> | undefined;
  return async (source) => {
    sounds ??= audioBeside(flowPath(config));
    const parsed = parseFlow(source, NAME, await sounds, SOUNDS);
    if (!parsed.ok || config.digitsKey) return parsed;
    const step = secretStep(parsed.flow);
    return step === undefined ? parsed : unsealed(source, step);
  };
}

/** Secret digits are taken sealed or not at all. */
function unsealed(source: string, step: string): FlowResult {
  const message = `step "${step}" asks for secret digits, and this line has no key to seal them. Set DIGITS_KEY to ${toSet.DIGITS_KEY}.`;
  const [outermost = step] = step.split('.');
  const yaml = readYaml(source);
  const place = yaml.readable ? yaml.place : () => ({ line: 1, column: 1, message });
  return brokenFile(NAME, [place({ path: ['steps', outermost], at: 'key', message })]);
}
