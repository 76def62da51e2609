import type { Phone } from '../../../emulator/entities.ts';
import { CROWD_STAFF, type Crowd } from './crowd.ts';
import { callbackInLine, type InLine, inLineOf, isBefore, type OfferSpan } from './crowd-story.ts';
import type { CallRecord } from './line.ts';

/**
 * Milliseconds within which what happens to two calls has no order that others could see: rows are written, and events told, one after
 * the other.
 */
const AT_ONCE = 500;
const PASSED_MS = 60_000;

/** What is wrong with what a crowd saw and heard, and with what is kept of it: a line each. */
export function wrongWithCrowd({ records, callbacks, callers, doubles }: Crowd): string[] {
  const asked = records.flatMap((record) => inLineOf(record) ?? []);
  const line = [...asked, ...callbacks.flatMap((record) => callbackInLine(record, asked) ?? [])];
  return [
    ...doubles,
    ...records.flatMap((record) =>
      wrongWithRecord(record, callers.get(record.call.from.slice(-2))),
    ),
    ...wrongCallbacks(asked, callbacks),
    ...line.flatMap((one) => one.offers.flatMap((offer) => outOfTurn(one, offer, line))),
    ...overlaps(line),
    ...asked.flatMap((one) => wrongPlaces(one, callers.get(one.caller), asked)),
  ];
}

/** How many places were told. */
export function placesTold({ callers }: Crowd): number {
  return [...callers.values()].flatMap(placesHeard).length;
}

function wrongWithRecord({ call, timeline }: CallRecord, phone: Phone | undefined): string[] {
  const wrong = (what: string) => [`${call.callId}: ${what}`];
  const count = (type: string) => timeline.filter((row) => row.type === type).length;
  if (!phone) return wrong('its phone never ended');
  if (count('outcome') !== 1) return wrong(`has ${count('outcome')} outcomes`);
  // a busy machine may keep the tables from answering in time: then nobody is let in
  const outages = timeline.filter(({ data }) => data?.why === 'outage').length;
  const exits = count('queue-exit');
  const isBack = timeline.some(({ words }) => words.includes('We can call you back on'));
  const joins = count('joinQueue');
  if (isBack ? exits + outages > joins : exits + outages !== joins)
    return wrong(`has ${exits} exits`);
  const hungUp = phone.subCode === 540_000;
  const isSorry = phone.heard.some(({ content }) => content.includes('Sorry about that'));
  switch (call.queueExit) {
    case undefined:
      return hungUp || isSorry ? [] : wrong(`was in no line, and ended as ${call.outcome}`);
    case 'accepted':
      return /answered-by-agent|lost/.test(`${call.outcome}`) && !isSorry
        ? []
        : wrong(`was accepted, and ended as ${call.outcome}`);
    case 'callback':
      return hungUp || phone.heard.some(({ content }) => content.includes('You keep your place'))
        ? []
        : wrong('is to be called back, and was not told so');
    case 'abandoned':
      return hungUp ? [] : wrong('is abandoned by somebody who did not hang up');
    default:
      return isSorry || hungUp ? [] : wrong(`left by ${call.queueExit}, and was told nothing`);
  }
}

/** Who was promised a callback is offered to somebody, and none is made for anybody else. */
function wrongCallbacks(asked: readonly InLine[], callbacks: readonly CallRecord[]): string[] {
  const promised = asked.filter(({ exit }) => exit === 'callback').map(({ callId }) => callId);
  const made = callbacks.map(({ call }) => `${call.callback}`);
  return [
    ...promised
      .filter((callId) => !made.includes(callId))
      .map((callId) => `${callId}: was not called back`),
    ...made
      .filter((callId) => !promised.includes(callId))
      .map((callId) => `${callId}: was called back, and not to be`),
  ];
}

/** Who was before this caller in all lines that the agent serves, and was offered to nobody. */
function outOfTurn(one: InLine, { agent, from }: OfferSpan, line: readonly InLine[]): string[] {
  return line
    .filter(
      (other) => isBefore(other, one) && isSurelyIn(other, from) && mayServe(agent, other, from),
    )
    .filter(({ offers }) => !offers.some((span) => isAround(span, from)))
    .map((other) => `${one.callId}: was offered to ${agent} before ${other.callId}`);
}

function isSurelyIn({ from, to }: InLine, at: number): boolean {
  return from < at - AT_ONCE && to > at + AT_ONCE;
}

function isAround({ from, to }: { from: number; to: number }, at: number): boolean {
  return from <= at + AT_ONCE && to >= at - AT_ONCE;
}

function mayServe(agent: string, { line, offers }: InLine, at: number): boolean {
  const skills: readonly string[] = CROWD_STAFF.find(({ id }) => id === agent)?.skills ?? [];
  const hasPassed = offers.some(
    (span) => span.agent === agent && span.to > at - PASSED_MS - AT_ONCE,
  );
  return (line === 'anybody' || skills.includes('billing')) && !hasPassed;
}

/** No agent has two calls, and no caller two agents. */
function overlaps(line: readonly InLine[]): string[] {
  const spans = line.flatMap(({ callId, offers }) => offers.map((span) => ({ ...span, callId })));
  return spans.flatMap((one, nth) =>
    spans
      .slice(nth + 1)
      .filter((other) => one.agent === other.agent || one.callId === other.callId)
      .filter((other) => one.from < other.to && other.from < one.to)
      .map(({ callId, agent }) => `${one.callId}: ${one.agent} and ${callId}: ${agent} at once`),
  );
}

function placesHeard({ heard }: Phone): { at: number; place: number }[] {
  return heard.flatMap(({ at, content }) => {
    const [, place] = /You are number (\d+),/.exec(content) ?? [];
    return place === undefined ? [] : [{ at: Date.parse(at), place: Number(place) }];
  });
}

function wrongPlaces(one: InLine, phone: Phone | undefined, all: readonly InLine[]): string[] {
  const before = all.filter((other) => other.line === one.line && isBefore(other, one));
  return (phone ? placesHeard(phone) : []).flatMap(({ at, place }) => {
    const least = before.filter((other) => isSurelyIn(other, at)).length + 1;
    const most = before.filter(({ from, until }) => isAround({ from, to: until }, at)).length + 1;
    if (place >= least && place <= most) return [];
    return [
      `${one.callId}: was told ${place} at ${new Date(at).toISOString()}, was ${least} to ${most}`,
    ];
  });
}
