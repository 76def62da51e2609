import type { TimelineRow } from '../rows.ts';
import type { OfferEnd } from './escalation.ts';

/** One offer of a call to an agent, and what came of it: what support is shown. */
export interface OfferStory {
  /** The agent's id and name. */
  agent: string;
  name: string;
  /** ISO 8601 UTC. */
  offeredAt: string;
  /** How it ended without a talk: `declined`, `no-answer`, …; `accepted` when they took the call; absent while it stands. */
  result?: OfferEnd | 'accepted';
  /** When it came to that. */
  endedAt?: string;
  /** How long they talked; absent while they do. */
  talkedSeconds?: number;
}

/** The offers that a timeline tells of, in their order. */
export function offerStories(timeline: readonly TimelineRow[]): OfferStory[] {
  const stories = new Map<string, OfferStory>();
  for (const { type, at, data = {} } of timeline) {
    const offer = String(data.offer);
    const story = stories.get(offer);
    if (type === 'offer') {
      const { agent, name } = data;
      stories.set(offer, { agent: String(agent), name: String(name), offeredAt: at });
    } else if (story && type === 'accepted') {
      Object.assign(story, { result: 'accepted', endedAt: at });
    } else if (story && type === 'offer-ended') {
      Object.assign(story, { result: data.result, endedAt: at });
    } else if (story && type === 'agent-left') {
      story.talkedSeconds = Number(data.seconds);
    }
  }
  return [...stories.values()];
}
