import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingMistakes } from '../../local/infra/app-settings.ts';
import { parseBicep } from '../../local/infra/bicep-syntax.ts';
import { codeNames } from '../../local/infra/code-names.ts';
import { functionMistakes } from '../../local/infra/function-names.ts';
import type { Mistake } from '../../local/infra/mistake.ts';
import { filesIn } from '../../local/infra/project.ts';
import { roleMistakes } from '../../local/infra/roles.ts';
import { tableMistakes } from '../../local/infra/table-names.ts';
import { namesIn, telemetryMistakes } from '../../local/infra/telemetry-names.ts';
import { type Template, templateOf } from '../../local/infra/template.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const code = codeNames(ROOT);
const ours = filesIn(ROOT, 'infra');
const textOf = (file: string) => ours.find((other) => other.file === file)?.text ?? '';

/** A template of ours with one thing changed. */
async function changed(file: string, from: string | RegExp, to: string): Promise<Template> {
  const text = textOf(file).replace(from, to);
  expect(text).not.toBe(textOf(file));
  return templateOf(file, text, await parseBicep(file, text));
}

/** All templates of ours, one of them changed. */
async function withChanged(file: string, from: string | RegExp, to: string): Promise<Template[]> {
  const others = ours.filter((other) => other.file.endsWith('.bicep') && other.file !== file);
  const unchanged = others.map(async ({ file: name, text }) =>
    templateOf(name, text, await parseBicep(name, text)),
  );
  return [await changed(file, from, to), ...(await Promise.all(unchanged))];
}

/** The line of a text of ours, from 1. */
const lineOf = (file: string, words: string) =>
  textOf(file)
    .split('\n')
    .findIndex((line) => line.includes(words)) + 1;

const told = (mistakes: readonly Mistake[]) =>
  mistakes.map(({ file, line, message }) => `${file}:${line} ${message}`);

const MAIN = 'infra/app/main.bicep';
const STORAGE = 'infra/app/modules/storage.bicep';
const FUNCTIONS = 'infra/app/modules/functions.bicep';

describe('settings', () => {
  test('that nobody reads are told, with the one that was meant', async () => {
    const templates = await withChanged(MAIN, 'DIAL_ALLOW: dialAllow', 'DIAL_ALOW: dialAllow');
    expect(told(settingMistakes(templates, code.settings))).toEqual([
      `${MAIN}:${lineOf(MAIN, 'DIAL_ALLOW:')} setting "DIAL_ALOW" is read by nobody. Did you mean "DIAL_ALLOW"?`,
      `${MAIN}:${lineOf(MAIN, 'ACS_ENDPOINT:')} setting "DIAL_ALLOW" is not set. Set it here.`,
    ]);
  });

  test('of the host that are missing are told', async () => {
    const templates = await withChanged(FUNCTIONS, /\n.*__type: 'azureManaged'/, '');
    expect(told(settingMistakes(templates, code.settings))).toEqual([
      expect.stringContaining('storageProvider__type" is not set'),
    ]);
  });

  test('are those of the app alone, not other configuration of it', async () => {
    const templates = await withChanged(
      FUNCTIONS,
      'resource noBasicScm',
      "resource web 'config' = { name: 'web', properties: { alwaysOn: false } }\n\n  resource noBasicScm",
    );
    expect(settingMistakes(templates, code.settings)).toEqual([]);
  });

  test('with keys are refused, though the code reads them', async () => {
    const templates = await withChanged(
      MAIN,
      'FLOW: flow',
      "FLOW: flow, ACS_CONNECTION_STRING: 'x'",
    );
    expect(told(settingMistakes(templates, code.settings))).toEqual([
      expect.stringContaining('"ACS_CONNECTION_STRING" is left to the code in Azure'),
    ]);
  });
});

describe('tables', () => {
  test('with another name are told, and the one that is missing then', async () => {
    const templates = await withChanged(STORAGE, "'DtmfTones'", "'DtmfTone'");
    expect(told(tableMistakes(templates, code.tables))).toEqual([
      `${STORAGE}:${lineOf(STORAGE, "'DtmfTones'")} the code has no table "DtmfTone". Did you mean "DtmfTones"?`,
      expect.stringContaining('the table "DtmfTones" is not made'),
    ]);
  });
});

describe('functions', () => {
  test('that are not registered are told, as a scale group and as where events go', async () => {
    const warm = await changed(FUNCTIONS, 'function:incomingCall', 'function:incomingCalls');
    const events = await changed('infra/events/main.bicep', '/incomingCall', '/incomming');
    expect(told(functionMistakes([warm, events], code.functions))).toEqual([
      expect.stringContaining('"incomingCalls". Did you mean "incomingCall"?'),
      expect.stringMatching(/^infra\/events\/main\.bicep:\d+ no function is called "incomming"/),
    ]);
  });
});

describe('roles', () => {
  const list = (change: (text: string) => string) => ({
    file: 'infra/roles.json',
    text: change(textOf('infra/roles.json')),
  });

  test('with the id of another are told', async () => {
    const templates = await withChanged(STORAGE, 'ZRS', 'GRS');
    const wrong = list((text) => text.replace('b7e6dc6d', 'b7e6dc6e'));
    expect(told(roleMistakes(wrong, templates))).toEqual([
      'infra/roles.json:2 "Storage Blob Data Owner" has the id b7e6dc6d-f1e8-4753-8033-0f276bb0955b. Correct it.',
    ]);
  });

  test('that nobody gets, and that we do not know, are told', async () => {
    const templates = await withChanged(
      STORAGE,
      'Storage Queue Data Contributor',
      'Storage Blob Data Owner',
    );
    expect(
      told(
        roleMistakes(
          list((text) => text),
          templates,
        ),
      ),
    ).toEqual([expect.stringContaining('Nobody gets "Storage Queue Data Contributor"')]);
    const unknown = list((text) => text.replace('{', '{ "Storage Everything": "x",'));
    expect(told(roleMistakes(unknown, []))[0]).toContain('"Storage Everything" is no role we know');
  });

  test('by a name that is not in the list are told where they are given', async () => {
    const templates = await withChanged(
      STORAGE,
      "'Storage Table Data Reader'",
      "'Storage Table Reader'",
    );
    const line = lineOf(STORAGE, "'Storage Table Data Reader'");
    expect(
      told(
        roleMistakes(
          list((text) => text),
          templates,
        ),
      ),
    ).toContain(
      `${STORAGE}:${line} "Storage Table Reader" is not in infra/roles.json. Did you mean "Storage Table Data Reader"?`,
    );
  });
});

describe('names in alerts and queries', () => {
  const LIST = 'infra/telemetry-names.json';
  const templates = ours.filter(({ file }) => file !== LIST && /\.(bicep|json)$/.test(file));
  const queries = [...templates, ...filesIn(ROOT, 'docs/queries')];
  const list = { file: LIST, text: textOf(LIST) };
  const ALERTS = 'infra/app/modules/alerts.bicep';

  test.each([
    [
      'event',
      'event == "outcome-not-written"',
      'event == "outcome-not-writen"',
      'outcome-not-writen',
    ],
    ['field', 'line.callId', 'line.callid', 'callid'],
    ['event of ACS', 'has "CallConnected"', 'has "CallConected"', 'CallConected'],
    ['route', '(events|sealed)', '(event|sealed)', 'event'],
    ['table', 'AppRequests |', 'AppRequest |', 'AppRequest'],
  ])('of a wrong %s are told at its line', (_, right, wrong, name) => {
    const text = textOf(ALERTS).replace(right, wrong);
    expect(text).not.toBe(textOf(ALERTS));
    const sources = queries.map((each) => (each.file === ALERTS ? { file: ALERTS, text } : each));
    const line = lineOf(ALERTS, right);
    const found = told(telemetryMistakes(list, sources, code.isWritten));
    expect(found).toContainEqual(
      expect.stringMatching(new RegExp(`^${ALERTS}:${line} "${name}" is not in ${LIST}`)),
    );
  });

  test('of a wrong metric are told', () => {
    expect(namesIn({ file: 'x', text: "{ metric: 'DeadLettered' }" })).toMatchObject([
      { kind: 'metrics', name: 'DeadLettered', index: 11 },
    ]);
  });

  test('that the code does not write are told in the list, and those that no query uses', () => {
    const text = list.text
      .replace('"rings"', '"rings", "rang"')
      .replace('"sealed"', '"sealed", "gone"');
    expect(told(telemetryMistakes({ file: LIST, text }, queries, code.isWritten))).toEqual([
      expect.stringMatching(/:\d+ the code has no "rang" \(logEvents\)/),
      expect.stringMatching(/:\d+ the code has no "gone" \(callbackRoutes\)/),
    ]);
    const unused = list.text.replace('"rings"', '"rings", "agent-set"');
    expect(told(telemetryMistakes({ file: LIST, text: unused }, queries, code.isWritten))).toEqual([
      expect.stringMatching(/:\d+ no query uses "agent-set"/),
    ]);
  });
});
