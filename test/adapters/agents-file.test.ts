import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadAgents, parseAgents } from '../../adapters/agents-file.ts';
import { mayDial } from '../../calls/dialling.ts';

const ANNA = "- id: anna\n  name: Anna\n  number: '+15550123'\n";

/** What is wrong with a file, each mistake as `line:column  message`. */
function mistakesIn(text: string): string[] {
  const result = parseAgents(text, 'a.yaml');
  if (result.ok) return [];
  return result.mistakes.map(({ line, column, message }) => `${line}:${column}  ${message}`);
}

function agentsIn(text: string) {
  const result = parseAgents(text, 'a.yaml');
  if (!result.ok) throw new Error(result.report);
  return result.agents;
}

describe('a file of agents', () => {
  test('names people by their phones, with or without an extension, or as users of ACS', () => {
    const text = `${ANNA}  skills: [billing, new-connections, billing]
- { id: b-2, name: Ben Okafor, number: '+15550123;ext=wW,09*#AD', skills: [] }
- { id: c, name: Zoë, user: '8:acs:72f988bf-86f1_00000007-12' }
`;
    expect(agentsIn(text)).toEqual([
      {
        id: 'anna',
        name: 'Anna',
        participant: '+15550123',
        skills: ['billing', 'new-connections'],
      },
      {
        id: 'b-2',
        name: 'Ben Okafor',
        participant: '+15550123',
        extension: 'wW,09*#AD',
        skills: [],
      },
      { id: 'c', name: 'Zoë', participant: '8:acs:72f988bf-86f1_00000007-12', skills: [] },
    ]);
  });

  test.each(['', '\uFEFF', '# nobody yet\n', '[]'])('may be empty: %j', (text) => {
    expect(agentsIn(text)).toEqual([]);
  });

  test('comes with the line, and holds phones that the laptop can ring', async () => {
    const result = await loadAgents('flows/agents.yaml', true);
    if (!result.ok) throw new Error(result.report);
    const { agents } = result;
    expect(agents.length).toBeGreaterThan(2);
    expect(agents.filter(({ participant }) => !mayDial(participant, ['+1555'])).length).toBe(0);
    expect(agents.filter(({ extension }) => extension).length).toBe(1);
  });
});

describe('what is wrong with it is told', () => {
  const id = 'write small letters, digits and hyphens, a letter first, at most 31.';
  const like = '"+15550123", or with an extension "+15550123;ext=ww204#"';
  const number = `number is no phone number; write it in quotes, with a plus and the country code, like ${like}.`;
  const extension = `number has an extension that cannot be keyed; write 1 to 64 keys (0-9, *, #, A-D) and pauses (w, W and commas), like ${like}.`;
  const user = 'user is no id of a user of ACS; write it in quotes, like "8:acs:…".';
  const name = 'write what the agent is called, at most 60 characters.';
  const skill = 'write one word: a letter, then letters, digits and hyphens.';

  test.each([
    ['id: anna', 'id: Anna', `1:7  agent "Anna": id is "Anna"; ${id}`],
    ['id: anna', 'id: 2nd', `1:7  agent "2nd": id is "2nd"; ${id}`],
    [
      'id: anna',
      `id: ${'a'.repeat(32)}`,
      `1:7  agent "${'a'.repeat(32)}": id is "${'a'.repeat(32)}"; ${id}`,
    ],
    ['id: anna', 'id: 7', `1:7  agent 1: id is 7; ${id}`],
    ['id: anna\n  ', '', `1:3  agent 1: id is missing; ${id}`],
    ['name: Anna', 'name: "  "', `2:9  agent "anna": name is "  "; ${name}`],
    [
      'name: Anna',
      `name: ${'n'.repeat(61)}`,
      `2:9  agent "anna": name is "${'n'.repeat(39)}…"; ${name}`,
    ],
    ['name: Anna', 'name: "A\\nB"', `2:9  agent "anna": name is "A B"; ${name}`],
    ["'+15550123'", '+15550123', `3:11  agent "anna": ${number}`],
    ['+15550123', '15550123', `3:11  agent "anna": ${number}`],
    ['+15550123', '+1 555 0123', `3:11  agent "anna": ${number}`],
    ['+15550123', '+15550123;204', `3:11  agent "anna": ${number}`],
    ['+15550123', '+15550123;ext=', `3:11  agent "anna": ${extension}`],
    ['+15550123', '+15550123;ext=2 4', `3:11  agent "anna": ${extension}`],
    ['+15550123', `+15550123;ext=${'1'.repeat(65)}`, `3:11  agent "anna": ${extension}`],
    ["number: '+15550123'", 'user: anna@example.com', `3:9  agent "anna": ${user}`],
    [
      "number: '+15550123'",
      'skills: []',
      '1:3  agent "anna": number is missing. Give one, or a user.',
    ],
    [
      "'\n",
      "'\n  user: '8:acs:1_2'\n",
      '4:3  agent "anna": has a number and a user. Keep the one to be called.',
    ],
    [
      "'\n",
      "'\n  skills: billing\n",
      '4:11  agent "anna": skills is "billing"; write a list of words, like [billing, outages], or leave it out.',
    ],
    [
      "'\n",
      "'\n  skills: [new connections]\n",
      `4:12  agent "anna": skills is "new connections"; ${skill}`,
    ],
    [
      "'\n",
      "'\n  skill: [billing]\n",
      '4:3  agent "anna": "skill" is not a property of an agent; known: id, name, number, user, skills. Did you mean "skills"?',
    ],
  ])('%j as %j', (was, is, told) => {
    expect(ANNA).toContain(was);
    expect(mistakesIn(ANNA.replace(was, is))).toEqual([told]);
  });

  test.each([
    [`${ANNA}  name: Ben\n`, '4:3  "name" is there twice, first in line 2. Remove or rename one.'],
    [
      'agents:\n  - id: anna\n',
      '1:1  the file is a set of properties; write a list of agents, each of which begins with "- id:".',
    ],
    [
      '- anna\n',
      '1:3  agent 1 is "anna"; write the properties of an agent, each on a line of its own.',
    ],
    ['- id: a: b\n', expect.stringMatching(/^1:7 {2}a second ": " in one line/)],
  ])('%j', (text, told) => {
    expect(mistakesIn(text)).toEqual([told]);
  });

  test('all at once, and an agent who is there twice by where they are first', () => {
    const text = `${ANNA}- id: anna\n  name: B\n  number: '+15550123'\n  user: x\n- id: C\n  name: C\n  user: '8:acs:1_2'\n- id: d\n  name: D\n  user: '8:acs:1_2'\n`;
    const other = 'Give each their own, or remove one.';
    expect(mistakesIn(text)).toEqual([
      `4:7  agent "anna": id is that of the agent in line 1. ${other}`,
      `6:11  agent "anna": number is that of the agent in line 1. ${other}`,
      '7:3  agent "anna": has a number and a user. Keep the one to be called.',
      `7:9  agent "anna": ${user}`,
      `8:7  agent "C": id is "C"; ${id}`,
      `13:9  agent "d": user is that of the agent in line 8. ${other}`,
    ]);
  });

  test('to people a line each, without a number of the file', () => {
    const result = parseAgents(ANNA.replace('+15550123', '+1555014'), 'flows/agents.yaml');
    expect(result).toMatchObject({ ok: true });
    const broken = parseAgents(ANNA.replace('+15550123', '0155501477'), 'flows/agents.yaml');
    expect(broken).toMatchObject({
      ok: false,
      report: `flows/agents.yaml:3:11  agent "anna": ${number}\n1 mistake in flows/agents.yaml`,
    });
    expect(JSON.stringify(broken)).not.toContain('55501477');
  });
});

describe('a file', () => {
  async function folder() {
    const path = await mkdtemp(join(tmpdir(), 'agents-'));
    onTestFinished(() => rm(path, { recursive: true }));
    return path;
  }

  test('that nobody named may be missing, one that somebody named may not', async () => {
    const path = join(await folder(), 'agents.yaml');
    expect(await loadAgents(path, false)).toEqual({ ok: true, agents: [] });
    const why = 'there is no such file. Name another, or write it; flows/agents.yaml shows how.';
    expect(await loadAgents(path, true)).toMatchObject({
      ok: false,
      report: `${path}:1:1  ${why}\n1 mistake in ${path}`,
    });
  });

  test('that cannot be read is a mistake, whoever named it', async () => {
    const path = await folder();
    expect(await loadAgents(path, false)).toMatchObject({
      mistakes: [{ message: 'this is a folder. Name the agents file in it.' }],
    });
    await writeFile(join(path, 'latin.yaml'), Buffer.from([0x2d, 0x20, 0xe9]));
    expect(await loadAgents(join(path, 'latin.yaml'), false)).toMatchObject({
      mistakes: [{ message: 'the file is not text in UTF-8. Save it as UTF-8.' }],
    });
  });

  test('that is right gives its agents', async () => {
    const path = join(await folder(), 'agents.yaml');
    await writeFile(path, ANNA);
    expect(await loadAgents(path, true)).toMatchObject({ ok: true, agents: [{ id: 'anna' }] });
  });
});
