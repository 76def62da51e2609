import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadFlow, parseFlow } from '../../adapters/flow-file.ts';
import { GOOD } from './broken-flow.ts';

describe('a flow file', () => {
  test('becomes the flow that calls run, with every default filled in', () => {
    expect(parseFlow(GOOD, 'f.yaml')).toEqual({
      ok: true,
      flow: {
        line: 'Test',
        version: expect.stringMatching(/^[0-9a-f]{12}$/),
        language: 'en-GB',
        voice: 'en-GB-SoniaNeural',
        start: 'hello',
        operatorSequence: '*0',
        recordings: {},
        steps: {
          hello: { kind: 'say', say: 'Hello.', next: 'main' },
          main: {
            kind: 'menu',
            prompts: ['Press 1 or 2.'],
            keys: { 1: 'number', 2: 'bye' },
            firstKeySeconds: 6,
            bargeIn: [true],
            otherwise: 'bye',
          },
          number: {
            kind: 'gather',
            prompts: ['Key in your number.'],
            min: 4,
            max: 6,
            terminators: ['#'],
            firstKeySeconds: 8,
            betweenKeysSeconds: 4,
            partial: 'judge',
            bargeIn: [true],
            sensitive: false,
            as: 'number',
            next: 'thanks',
            otherwise: 'bye',
          },
          thanks: { kind: 'hangUp', say: 'We have {number}.' },
          bye: { kind: 'hangUp' },
        },
      },
    });
  });

  test('may state everything itself', () => {
    const menu =
      "{ '*': number, D: bye }\n    again: [One., 'Two.']\n    firstKeySeconds: 20\n    bargeIn: [true, false, true]\n    moreTime: More time?";
    const gather =
      "{ exactly: 5, end: ['#', '*'], clear: D, firstKeySeconds: 300, betweenKeysSeconds: 60, partial: accept }\n    match: luhn\n    moreTime: Still there?\n    again: ['A, b.']\n    bargeIn: false\n    readBack: 'Is {digits} right?'";
    const flow = flowOf(
      GOOD.replace('{ 1: number, 2: bye }', menu.replace('One.,', "'One.',")).replace(
        "{ min: 4, max: 6, end: '#' }",
        gather,
      ),
    );
    expect(flow.steps.main).toMatchObject({
      prompts: ['Press 1 or 2.', 'One.', 'Two.'],
      keys: { '*': 'number', D: 'bye' },
      firstKeySeconds: 20,
      bargeIn: [true, false, true],
      moreTime: 'More time?',
    });
    expect(flow.steps.number).toMatchObject({
      prompts: ['Key in your number.', 'A, b.'],
      min: 5,
      max: 5,
      terminators: ['#', '*'],
      clear: 'D',
      match: { kind: 'luhn' },
      partial: 'accept',
      moreTime: 'Still there?',
      firstKeySeconds: 300,
      betweenKeysSeconds: 60,
      bargeIn: [false, false],
      readBack: 'Is {digits} right?',
    });
  });

  test('takes one digit or more where only the most are stated', () => {
    const flow = flowOf(GOOD.replace('min: 4, ', ''));
    expect(flow.steps.number).toMatchObject({ min: 1, max: 6 });
  });

  test('is spoken without the line breaks of the file', () => {
    const flow = flowOf(GOOD.replace('say: Hello.', 'say: |\n      Hello,\n        you.\n'));
    expect(flow.steps.hello).toMatchObject({ say: 'Hello, you.' });
  });

  test('may have comments beside everything that is not spoken', () => {
    const commented = GOOD.replace(/(: \w+|:|})$/gm, '$1 # why');
    expect(commented.match(/# why/g)?.length).toBeGreaterThan(10);
    expect(flowOf(commented)).toEqual(flowOf(GOOD));
  });

  test('has a version that changes with what callers hear, not with comments', () => {
    const { version } = flowOf(GOOD);
    expect(flowOf(`# a comment\n${GOOD}`).version).toBe(version);
    expect(flowOf(`\uFEFF${GOOD}`).version).toBe(version);
    expect(flowOf(GOOD.replaceAll('\n', '\r\n')).version).toBe(version);
    expect(flowOf(GOOD.replace('Hello.', 'Hello!')).version).not.toBe(version);
  });

  test('with mistakes is reported with the places in one column, and their number last', () => {
    const result = parseFlow(
      GOOD.replace('1: number', '7: numbr').replace('line: Test', 'line: 5'),
      'f.yaml',
    );
    expect(result).toMatchObject({
      ok: false,
      mistakes: [
        {
          file: 'f.yaml',
          line: 1,
          column: 7,
          message: 'line is 5; write what the line is called.',
        },
        { file: 'f.yaml', line: 11, column: 16 },
      ],
      report: [
        'f.yaml:1:7    line is 5; write what the line is called.',
        'f.yaml:11:16  menu "main": key 7 leads to "numbr", which does not exist. Did you mean "number"?',
        '2 mistakes in f.yaml',
      ].join('\n'),
    });
    expect(parseFlow('', 'f.yaml')).toMatchObject({
      report: expect.stringMatching(/\n1 mistake in f\.yaml$/),
    });
  });

  test('keeps each mistake on one line, whatever it quotes', () => {
    const result = parseFlow(GOOD.replace('next: main', 'next: "no\\n\\e[31mwhere"'), 'f.yaml');
    expect(result.ok ? '' : result.report.split('\n')).toEqual([
      'f.yaml:8:11  say "hello": next leads to "no [31mwhere", which does not exist. Write that step, or lead to another.',
      '1 mistake in f.yaml',
    ]);
  });
});

describe('a flow file on disk', () => {
  test('that is not there, is a folder, or is no text is a mistake like any other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flow-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const missing = join(folder, 'none.yaml');
    const binary = join(folder, 'binary.yaml');
    await writeFile(binary, Buffer.from([0xff, 0xfe, 0x61, 0x00]));

    expect(await loadFlow(missing)).toMatchObject({
      ok: false,
      report: `${missing}:1:1  there is no such file. Name another, or write it; flows/main.yaml shows how.\n1 mistake in ${missing}`,
    });
    expect(await loadFlow(folder)).toMatchObject({
      mistakes: [{ message: 'this is a folder. Name the flow file in it.' }],
    });
    expect(await loadFlow(binary)).toMatchObject({
      mistakes: [{ message: 'the file is not text in UTF-8. Save it as UTF-8.' }],
    });
  });
});

function flowOf(text: string) {
  const result = parseFlow(text, 'f.yaml');
  if (!result.ok) throw new Error(result.report);
  return result.flow;
}
