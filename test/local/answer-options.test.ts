import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { answerOptions } from '../../local/answer-options.ts';
import { answering } from '../../local/answer-whom.ts';
import { WrongUsage } from '../../local/wrong-usage.ts';

describe('the options of npm run answer', () => {
  test('come from the arguments, then from the environment', () => {
    const env = { AGENTS: 'people.yaml', EMULATOR_PORT: '8601' };
    expect(answerOptions(['anna', '--once'], env)).toEqual({
      who: 'anna',
      agents: 'people.yaml',
      keys: undefined,
      decline: false,
      once: true,
      emulatorPort: 8601,
    });
    const given = ['anna', '--agents', 'other.yaml', '--emulator-port', '8602', '--keys', '1'];
    expect(answerOptions(given, env)).toMatchObject({
      agents: 'other.yaml',
      keys: [{ do: 'prompt' }, { do: 'press', keys: '1' }],
      emulatorPort: 8602,
    });
    expect(answerOptions(['anna'], { AGENTS: '' })).toMatchObject({
      agents: undefined,
      emulatorPort: 8600,
    });
  });

  test.each([
    [[], 'Say whose phone to answer: an agent, like anna, or a number.'],
    [['+1', '555', '0161'], 'Answer one phone at a time. A number with spaces goes in quotes.'],
    [
      ['anna', '--decline', '--keys', '1'],
      '--keys: Leave it out with --decline, which never picks up.',
    ],
    [
      ['anna', '--keys', 'x'],
      '"x" at place 1 is no key. Keys are 0-9, A-D, * and #; p waits for the next prompt, w half a second.',
    ],
    [
      ['anna', '--emulator-port', '0'],
      '--emulator-port: "0" is no port. Give a number from 1 to 65535.',
    ],
    [['anna', '--port', '1'], "Unknown option '--port'. See --help for what there is."],
  ])('are refused: %j', (args, message) => {
    expect(() => answerOptions(args, {})).toThrow(new WrongUsage(message));
  });
});

describe('whose phone it is', () => {
  /** A file of agents with this text. */
  function agentsFile(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'switchboard-agents-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'agents.yaml'), text);
    return join(folder, 'agents.yaml');
  }

  test('is said by the id of an agent, whose number may have an extension behind it', async () => {
    expect(await answering('dev', undefined)).toMatchObject({
      participant: '+15550164',
      name: 'Dev Patel',
    });
  });

  test('is said by the id of an agent with a user of ACS', async () => {
    const file = agentsFile('- { id: eve, name: Eve, user: "8:acs:eve" }\n');
    expect(await answering('eve', file)).toMatchObject({ participant: '8:acs:eve', name: 'Eve' });
  });

  test('is said by a number, which no agent need have', async () => {
    const said = await answering('+1 (555) 01-77', 'nowhere.yaml');
    expect(said).toEqual({ participant: '+15550177', name: '+15550177' });
  });

  test.each([
    [
      'ana',
      'There is no agent "ana" in flows/agents.yaml. Did you mean "anna"? There are anna, ben, chloe, dev.',
    ],
    ['zoe', 'There is no agent "zoe" in flows/agents.yaml. There are anna, ben, chloe, dev.'],
    ['15550161', '"15550161" is no number. Write it like +15550161.'],
    ['+0155', '"+0155" is no number. Write it like +15550161.'],
  ])('is told to be unknown: %s', async (who, message) => {
    await expect(answering(who, undefined)).rejects.toThrow(new WrongUsage(message));
  });

  test('is told to be unknown where there are no agents at all', async () => {
    const file = agentsFile('[]\n');
    const message = `There is no agent "anna" in ${file}. There is nobody in it.`;
    await expect(answering('anna', file)).rejects.toThrow(new WrongUsage(message));
  });

  test('is not known where the file has mistakes, or is not there', async () => {
    const file = agentsFile('- { id: eve, name: Eve, number: "0123" }\n');
    await expect(answering('eve', file)).rejects.toThrow(/:1:\d+ .*number is no phone number/);
    await expect(answering('eve', 'nowhere.yaml')).rejects.toThrow(
      /nowhere\.yaml:1:1 .*no such file[\s\S]*--agents FILE\.$/,
    );
  });
});
