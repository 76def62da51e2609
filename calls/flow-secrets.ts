import { about, type Draft, type DraftStep, type Fault } from './flow-draft.ts';
import { digitsOf, gathersOf, keptNames, lengthsOf, matchOf } from './flow-entries.ts';
import { spokenTexts } from './flow-spoken.ts';

/** Fewest digits of a secret entry whose last four are said: half of it stays secret. */
const FEWEST_TO_READ_BACK = 8;

/** What is secret stays so: it is neither in the flow nor in a text, and what is checked of it can be checked before it is sealed. */
export function faultySecrets(draft: Draft): Fault[] {
  return gathersOf(draft).flatMap((step) =>
    step.body.sensitive === true
      ? [
          ...uncheckable(step),
          ...tooShort(step),
          ...spokenSecrets(step, draft),
          ...nobodyThere(step, draft),
        ]
      : needless(step),
  );
}

function faultAt(step: DraftStep, path: (string | number)[], words: string): Fault {
  return { path: [...step.path, ...path], at: 'value', message: `${about(step)} ${words}` };
}

function uncheckable(step: DraftStep): Fault[] {
  const { oneOf, date } = matchOf(step);
  const { clear } = digitsOf(step);
  return [
    ...(oneOf === undefined
      ? []
      : [
          faultAt(
            step,
            ['match', 'oneOf'],
            'oneOf would tell secret entries to everyone who reads the flow. Use luhn or a pattern.',
          ),
        ]),
    ...(date === undefined
      ? []
      : [
          faultAt(
            step,
            ['match', 'date'],
            'date is not checked of a secret entry. Use luhn or a pattern.',
          ),
        ]),
    // the star is told as a key that is taken
    ...(clear === undefined || clear === '*'
      ? []
      : [
          faultAt(
            step,
            ['digits', 'clear'],
            'clear does nothing in a secret entry, which * ends to begin again. Leave it out.',
          ),
        ]),
  ];
}

function tooShort(step: DraftStep): Fault[] {
  const lengths = lengthsOf(step);
  if (step.body.readBack === undefined || !lengths || lengths.min >= FEWEST_TO_READ_BACK) return [];
  const words = `readBack would say most of a secret entry of ${lengths.min} digits. Leave it out, or take ${FEWEST_TO_READ_BACK} digits at least.`;
  return [faultAt(step, ['readBack'], words)];
}

/** Told once, at the text, for the gather that is written first. */
function spokenSecrets(gather: DraftStep, draft: Draft): Fault[] {
  const name = String(gather.body.as);
  if (keptNames(draft).get(name)?.[0] !== gather) return [];
  return draft.steps.flatMap((step) =>
    spokenTexts(step)
      .filter(({ names }) => names.includes(name))
      .map(({ path, label }) => ({
        path,
        at: 'value',
        message: `${about(step)} ${label} has {${name}}, which is secret and never spoken. Leave it out.`,
      })),
  );
}

function nobodyThere(step: DraftStep, { operator }: Draft): Fault[] {
  if (step.body.sensitiveAgain === undefined || operator !== undefined) return [];
  const words =
    'sensitiveAgain leads to the operator, whom this flow does not have. Add operator, or leave it out.';
  return [faultAt(step, ['sensitiveAgain'], words)];
}

function needless(step: DraftStep): Fault[] {
  return step.body.sensitiveAgain === undefined
    ? []
    : [
        faultAt(
          step,
          ['sensitiveAgain'],
          'sensitiveAgain is asked only after secret entries. Add sensitive: true, or leave it out.',
        ),
      ];
}
