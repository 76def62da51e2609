import type { LookupAnswered } from '../events.ts';
import type { LookupFailure } from './answer.ts';

/** What a back end answered as words for the timeline, without the values. */
export function answerWords({ endpoint, answer }: LookupAnswered): string {
  if (!answer.ok) return `${endpoint} failed: ${failureWords(answer)}`;
  const names = Object.keys(answer.values);
  return names.length > 0 ? `${endpoint} answered: ${names.join(', ')}` : `${endpoint} answered`;
}

function failureWords({ why, status, pointer }: LookupFailure): string {
  switch (why) {
    case 'not-configured':
      return 'its endpoint is not configured (the log says what is missing)';
    case 'unreachable':
      return 'it could not be reached';
    case 'timeout':
      return 'it did not answer in time';
    case 'status':
      return `status ${status}`;
    case 'too-large':
      return 'its answer is too large';
    case 'not-json':
      return 'its answer is no JSON';
    case 'missing':
      return `nothing is at ${pointer}`;
    case 'unfit':
      return `what is at ${pointer} cannot be said`;
  }
}
