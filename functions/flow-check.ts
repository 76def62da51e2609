import { brokenFile } from '../adapters/authored-file.ts';
import type { Config } from '../adapters/config.ts';
import { type AudioFiles, audioBeside } from '../adapters/flow-audio.ts';
import { type FlowResult, parseFlow } from '../adapters/flow-file.ts';
import { readYaml } from '../adapters/flow-yaml.ts';
import { toSet } from '../adapters/settings.ts';
import type { Flow } from '../calls/flow.ts';
import { flowPath } from './flow-path.ts';
import { lookupProblems, type StepProblem } from './lookup-endpoints.ts';
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
export function flowCheck(config: Config, env: Record<string, string | undefined>): FlowCheck {
  let sounds: Promise<AudioFiles> | undefined;
  return async (source) => {
    sounds ??= audioBeside(flowPath(config));
    const parsed = parseFlow(source, NAME, await sounds, SOUNDS);
    if (!parsed.ok) return parsed;
    const problems = [
      ...(config.digitsKey ? [] : unsealed(parsed.flow)),
      ...lookupProblems(parsed.flow, config.lookups, env),
    ];
    return problems.length > 0 ? notHere(source, problems) : parsed;
  };
}

/** Secret digits are taken sealed or not at all. */
function unsealed(flow: Flow): StepProblem[] {
  const step = secretStep(flow);
  if (step === undefined) return [];
  const message = `step "${step}" asks for secret digits, and this line has no key to seal them. Set DIGITS_KEY to ${toSet.DIGITS_KEY}.`;
  return [{ step, message }];
}

/** What is right in itself, and needs what this line does not have. */
function notHere(source: string, problems: readonly StepProblem[]): FlowResult {
  const yaml = readYaml(source);
  const mistakes = problems.map(({ step, message }) => {
    const [outermost = step] = step.split('.');
    return yaml.readable
      ? yaml.place({ path: ['steps', outermost], at: 'key', message })
      : { line: 1, column: 1, message };
  });
  return brokenFile(NAME, mistakes);
}
