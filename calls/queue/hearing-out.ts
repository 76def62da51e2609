import type { OperationContext } from '../commands.ts';
import { drafted, type Part, sendDraft } from '../drafting.ts';
import { wordsOver } from '../escalation/media-results.ts';
import type { Flow } from '../flow.ts';
import { secondsBetween } from '../iso-time.ts';
import { spokenSeconds } from '../quiet.ts';
import { arm } from '../sending.ts';
import { silenced } from '../silenced.ts';
import type { CallState, Turn } from '../state.ts';
import { isOfAnnouncement, withWords, words } from './announcing.ts';
import { waitingOf } from './waiting.ts';

/** Milliseconds after which it is looked again whether an agent's extension is dialled: what plays is not stopped without it. */
const DIALLING_MS = 1_000;

/** What keeps an announcement from being cut off that is being told; nothing when none is, or it is over. */
export function hearingOut(flow: Flow, before: CallState, at: string): Part | undefined {
  const { music, announcedAt } = waitingOf(before) ?? {};
  if (announcedAt === undefined || !isOfAnnouncement(music)) return undefined;
  const seconds = spokenSeconds(words(flow, before)) - secondsBetween(announcedAt, at);
  return seconds > 0 ? hearOut(music, Math.ceil(seconds * 1_000)) : undefined;
}

/** An announcement is waited for as the first words are, and the music behind it is not: no event tells where it begins. */
function hearOut(context: OperationContext, ms: number): Part {
  return (before) => {
    const { state, wanted } = arm(before, { what: 'announcement', words: context }, ms);
    return {
      state: withWords(state, context),
      wanted: [{ ...wanted, isOptional: true }],
    };
  };
}

/** The time that an announcement takes is over: what is still heard of it is music, unless they have heard it all. */
export function afterAnnouncementTime(
  flow: Flow,
  before: CallState,
  context: OperationContext,
  at: string,
): Turn {
  const { isPrompting, words: said, offer } = before.escalation ?? {};
  if (!isPrompting || said !== context) return { state: before, commands: [] };
  if (offer?.stage === 'dialling') return sendDraft(hearOut(context, DIALLING_MS)(before), at);
  return wordsOver(flow, drafted(before, silenced), at);
}
