import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Conversation, connected } from './support/conversation.ts';

/** What may answer a question or a sentence, as seen from the line. */
const answer = fc.oneof(
  fc.record({ kind: fc.constant('keys' as const), digits: fc.stringMatching(/^[0-9*#A-D]{0,6}$/) }),
  fc.constantFrom(
    { kind: 'silence' as const },
    { kind: 'cancelled' as const },
    { kind: 'cannot play' as const },
    { kind: 'refused' as const },
    { kind: 'stale' as const },
    { kind: 'roster' as const },
  ),
);
type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

function give(call: Conversation, answer: Answer): void {
  const isPlaying =
    call.state.position?.question === 'say' || call.state.position?.question === 'closing';
  switch (answer.kind) {
    case 'keys':
      if (isPlaying) call.played();
      else call.keys(answer.digits, answer.digits.length > 2 ? 8514 : 8531);
      return;
    case 'silence':
      if (isPlaying) call.played();
      else call.silence();
      return;
    case 'cancelled':
      call.ends({
        type: isPlaying ? 'PlayCanceled' : 'RecognizeCanceled',
        code: 400,
        subCode: 8508,
      });
      return;
    case 'cannot play':
      call.ends({ type: isPlaying ? 'PlayFailed' : 'RecognizeFailed', code: 500, subCode: 8511 });
      return;
    case 'refused': {
      const { turn } = call.state;
      const command =
        call.state.phase === 'hanging-up' ? 'hangUp' : isPlaying ? 'play' : 'recognize';
      call.happens({
        type: 'CommandFailed',
        turn,
        index: 0,
        command,
        code: 412,
        subCode: 8583,
        message: '',
      });
      return;
    }
    case 'stale':
      call.happens({ type: 'RecognizeCompleted', operationContext: '0.0', digits: '1' });
      return;
    case 'roster':
      call.happens({ type: 'ParticipantsUpdated', participants: [], sequenceNumber: 1 });
  }
}

/** Gives the answers until the line hangs up; what follows them is silence. */
function talk(
  answers: readonly Answer[],
  onTurn: (call: Conversation) => void = () => {},
): Conversation {
  const call = connected();
  onTurn(call);
  for (const answer of answers) {
    if (call.state.phase !== 'talking') return call;
    give(call, answer);
    onTurn(call);
  }
  for (let quiet = 0; call.state.phase === 'talking'; quiet += 1) {
    if (quiet > 100) throw new Error('a silent caller is never let go');
    give(call, { kind: 'silence' });
    onTurn(call);
  }
  return call;
}

const answers = fc.array(answer, { maxLength: 40 });

describe('whatever the caller and ACS do', () => {
  test('the line hangs up in the end, once, and the outcome is written', async () => {
    await fc.assert(
      fc.property(answers, (given) => {
        let hangUps = 0;
        const call = talk(given, ({ commands }) => {
          hangUps += commands.filter((one) => one.type === 'hangUp').length;
        });
        expect(hangUps).toBe(1);
        call.happens({ type: 'CallDisconnected', code: 200, subCode: 7000 });
        expect(call.rows.call?.outcome).toMatch(/^(completed|no-input|no-match|failed)$/);
      }),
    );
  });

  test('a turn sends one command beside those that follow keys, and no two operations share a context', async () => {
    await fc.assert(
      fc.property(answers, (given) => {
        const contexts: string[] = [];
        talk(given, ({ media }) => {
          expect(media.length).toBeLessThanOrEqual(1);
          contexts.push(...media.map((one) => one.operationContext));
        });
        expect(new Set(contexts).size).toBe(contexts.length);
      }),
    );
  });

  test('no timeline row takes the key of another, and keys follow the order of what happened', async () => {
    await fc.assert(
      fc.property(answers, (given) => {
        const keys = talk(given).rows.timeline.map((row) => row.turn * 1000 + row.index);
        expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
      }),
    );
  });

  test('a caller who hangs up at any moment ends the call, and nothing is sent after', async () => {
    await fc.assert(
      fc.property(answers, fc.nat(40), (given, moment) => {
        const call = connected();
        for (const answer of given.slice(0, moment)) {
          if (call.state.phase === 'talking') give(call, answer);
        }
        call.happens({ type: 'CallDisconnected', code: 200, subCode: 540000 });
        expect(call.state.phase).toBe('ended');
        expect(call.commands).toEqual([]);
        give(call, { kind: 'keys', digits: '1' });
        expect(call.commands).toEqual([]);
      }),
    );
  });

  test('the credential to answer with is in no row', async () => {
    await fc.assert(
      fc.property(answers, (given) => {
        expect(JSON.stringify(talk(given).rows)).not.toContain('secret-context');
      }),
    );
  });
});
