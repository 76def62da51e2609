import { describe, expect, test } from 'vitest';
import { parseFlow } from '../../adapters/flow-file.ts';
import { AUDIO, mistakesIn, WITH_PERSON } from './broken-flow.ts';

/** A line with hours: they begin in line 5, those of the person are in line 35, and the step by hours begins in line 36. */
const OFFICE = `hours:
  office:
    zone: Europe/London
    open:
      mon-fri: '08:00-18:00'
      sat: ['09:00-13:00', '14:00-16:00']
    holidays:
      2026-12-24: '08:00-12:00'
      2026-12-25: closed
`;
const GOOD = `${WITH_PERSON.replace('start: hello\n', `start: day\n${OFFICE}`)}    hours: office
  day:
    hours: office
    open: hello
    closed: bye
    holiday: thanks
`.replace('We have {number}.', 'Merry Christmas.');

const WRITE_TIMES = "write times like '08:00-18:00', a list of them, or closed.";
const NO_TIME =
  "is no time of a day. Write it like '08:00-18:00', from 00:00 to 24:00, or closed for the whole day.";

/** What stands in the good line, what stands there instead, and the mistake that is told. */
const BROKEN: [string, string, string][] = [
  [
    'Europe/London',
    'Europe/Londn',
    '7:11  hours "office": zone is "Europe/Londn", which is no time zone. Did you mean "Europe/London"?',
  ],
  [
    'Europe/London',
    'new york',
    '7:11  hours "office": zone is "new york", which is no time zone. Did you mean "America/New_York"?',
  ],
  [
    'Europe/London',
    'the office',
    '7:11  hours "office": zone is "the office", which is no time zone. Write one like Europe/London.',
  ],
  [
    'Europe/London',
    "'+01:00'",
    '7:11  hours "office": zone is "+01:00", which is no time zone. Write one like Europe/London.',
  ],
  [
    '    zone: Europe/London\n',
    '',
    '6:3  hours "office": zone is missing; write a time zone, like Europe/London.',
  ],
  [
    'mon-fri:',
    'mon-fry:',
    '9:7  hours "office": "mon-fry" names no days. Write one of mon, tue, wed, thu, fri, sat, sun, or mon-fri.',
  ],
  [
    'mon-fri:',
    'fri-mon:',
    '9:7  hours "office": fri-mon is not in the order of the week, mon to sun. Write it as two, like fri-sun and mon.',
  ],
  ['mon-fri:', 'mon-sat:', '10:7  hours "office": sat is in mon-sat already. Name each day once.'],
  ["'08:00-18:00'", '8-18', `9:16  hours "office": "8-18" ${NO_TIME}`],
  ["'08:00-18:00'", "'08:00-24:30'", `9:16  hours "office": "08:00-24:30" ${NO_TIME}`],
  ["'08:00-18:00'", "'08:60-18:00'", `9:16  hours "office": "08:60-18:00" ${NO_TIME}`],
  ["'08:00-18:00'", '', `9:16  hours "office": mon-fri is empty; ${WRITE_TIMES}`],
  [
    "'08:00-18:00'",
    '{ from: 8 }',
    `9:16  hours "office": mon-fri is a set of properties; ${WRITE_TIMES}`,
  ],
  ["'09:00-13:00', '14:00-16:00'", '', `10:12  hours "office": sat is a list of 0; ${WRITE_TIMES}`],
  [
    "'08:00-18:00'",
    "'22:00-06:00'",
    '9:16  hours "office": 22:00-06:00 ends before it begins. Write a night as two, 22:00-24:00 and 00:00-06:00 on the day after it.',
  ],
  [
    "'08:00-18:00'",
    "'08:00-08:00'",
    '9:16  hours "office": 08:00-08:00 is no time at all. Write another end, or closed for the whole day.',
  ],
  [
    '14:00-16:00',
    '12:59-16:00',
    '10:28  hours "office": 12:59-16:00 and 09:00-13:00 overlap. Make one of the two.',
  ],
  [
    '2026-12-24',
    '2026-02-29',
    '12:7  hours "office": "2026-02-29" is no day of the calendar. Write year, month and day, like 2026-12-25.',
  ],
  [
    '2026-12-24',
    'christmas',
    '12:7  hours "office": "christmas" is no day of the calendar. Write year, month and day, like 2026-12-25.',
  ],
  ["'08:00-12:00'", '8-12', `12:19  hours "office": "8-12" ${NO_TIME}`],
  [
    '2026-12-25: closed',
    '2026-12-24: closed',
    '13:7  "2026-12-24" is there twice, first in line 12. Remove or rename one.',
  ],
  [
    '    hours: office\n    open',
    '    hours: offce\n    open',
    '37:12  hours "day": hours is "offce", which this flow does not have. Did you mean "office"?',
  ],
  [
    '    hours: office\n  day',
    '    hours: shop\n  day',
    '35:12  escalate "person": hours is "shop", which this flow does not have. Write them under hours at the top of the flow.',
  ],
  [
    'open: hello',
    'open: helo',
    '38:11  hours "day": open leads to "helo", which does not exist. Did you mean "hello"?',
  ],
  [
    'open: hello',
    'open: hello\n    opne: hello',
    '39:5  hours "day": "opne" is not a property of a step by hours; known: hours, open, closed, holiday. Did you mean "open"?',
  ],
  [
    'closed: bye\n',
    'closed: day\n',
    '39:13  hours "day": closed leads back to the step itself: a caller who presses nothing never gets out. Lead on towards a hangUp.',
  ],
  ['    closed: bye\n', '', '36:3  hours "day": closed is missing; write the name of a step.'],
  [
    'closed: bye\n',
    'closed: bye\n    say: Hello.\n',
    '37:5  step "day": is say and hours at once. Make a step of each.',
  ],
];

describe('a flow with hours', () => {
  test('without a mistake has none', () => {
    expect(mistakesIn(GOOD)).toEqual([]);
  });

  test('is read with its times in minutes, and closed where it names no holiday', () => {
    const result = parseFlow(
      GOOD.replace('    holiday: thanks\n', '')
        .replace('1: number', '1: thanks')
        .replace(/ {2}number:\n(?: {4}.*\n)+/, ''),
      'f.yaml',
      AUDIO,
    );
    if (!result.ok) throw new Error(result.report);
    const day = [{ from: 480, to: 1080 }];
    expect(result.flow.hours).toEqual({
      office: {
        zone: 'Europe/London',
        open: {
          mon: day,
          tue: day,
          wed: day,
          thu: day,
          fri: day,
          sat: [
            { from: 540, to: 780 },
            { from: 840, to: 960 },
          ],
        },
        holidays: { '2026-12-24': [{ from: 480, to: 720 }], '2026-12-25': [] },
      },
    });
    expect(result.flow.steps).toMatchObject({
      day: { kind: 'hours', calendar: 'office', open: 'hello', closed: 'bye', holiday: 'bye' },
      person: { kind: 'escalate', hours: 'office' },
    });
  });

  test('may have a comment behind their name, which is no text', () => {
    expect(
      mistakesIn(GOOD.replace('hours: office\n    open', 'hours: office # ours\n    open')),
    ).toEqual([]);
  });

  test('with a property that is misspelt misses it, and has one that is not known', () => {
    expect(mistakesIn(GOOD.replace('zone: Europe', 'zoen: Europe'))).toEqual([
      '6:3  hours "office": zone is missing; write a time zone, like Europe/London.',
      '7:5  hours "office": "zoen" is not a property of hours; known: zone, open, holidays. Did you mean "zone"?',
    ]);
  });

  test('cannot call them as it likes', () => {
    expect(mistakesIn(GOOD.replaceAll('office', '24h'))).toEqual([
      '6:3  the name of these hours is "24h"; call them by a letter, then letters, digits and hyphens, 40 characters at most.',
    ]);
  });

  test.each(BROKEN)('where %j is %j is told so', (was, is, mistake) => {
    expect(GOOD).toContain(was);
    expect(mistakesIn(GOOD.replace(was, is))).toEqual([mistake]);
  });
});
