import { describe, expect, test } from 'vitest';
import type { Flow } from '../../calls/flow.ts';
import { sendingParts } from '../../calls/sending-keys.ts';
import { type Conversation, connected } from './support/conversation.ts';
import { SMALL_LINE } from './support/small-line.ts';

describe('keys and pauses in parts', () => {
  test.each([
    ['1w234#', [{ tones: '1' }, { pauseMs: 500 }, { tones: '234#' }]],
    ['wW,', [{ pauseMs: 2500 }]],
    ['AB*', [{ tones: 'AB*' }]],
    ['1'.repeat(40), [{ tones: '1'.repeat(18) }, { tones: '1'.repeat(18) }, { tones: '1111' }]],
    [`${'2'.repeat(18)}w2`, [{ tones: '2'.repeat(18) }, { pauseMs: 500 }, { tones: '2' }]],
    ['', []],
  ])('%s', (text, parts) => {
    expect(sendingParts(text)).toEqual(parts);
  });
});

function sendingLine(tones: string): Flow {
  const steps: Flow['steps'] = {
    ...SMALL_LINE.steps,
    dial: { kind: 'sendTones', tones, next: 'thanks', otherwise: 'operator' },
  };
  return { ...SMALL_LINE, start: 'dial', steps };
}

const sent = (call: Conversation) => call.ends({ type: 'SendDtmfTonesCompleted', code: 200 });
const comes = (call: Conversation, deadline: number) =>
  call.happens({ type: 'Deadline', deadline });

describe('a step that sends keys', () => {
  test('sends part after part, each after the one before, with its pauses, and goes on', () => {
    const call = connected(sendingLine('1w23'));
    expect(call.media).toMatchObject([
      { type: 'sendDtmfTones', participant: '+15550100', tones: ['1'] },
    ]);
    expect(sent(call).media).toMatchObject([{ type: 'armDeadline', ms: 500, deadline: 1 }]);
    expect(comes(call, 1).media).toMatchObject([{ type: 'sendDtmfTones', tones: ['2', '3'] }]);
    expect(sent(call).says).toBe('Thank you, {account}.');
  });

  test('that begins with a pause waits first', () => {
    expect(connected(sendingLine('W1')).media).toMatchObject([{ type: 'armDeadline', ms: 1000 }]);
  });

  test('stops at the part that fails, and says how far it got', () => {
    const call = sent(connected(sendingLine(`${'1'.repeat(18)}22`)));
    call.ends({ type: 'SendDtmfTonesFailed', code: 500, subCode: 8512 });
    expect(call.says).toBe('Someone to help is not here.');
    const told = call.rows.timeline.find(({ type }) => type === 'not-sent');
    expect(told).toMatchObject({ words: expect.stringContaining('number 18'), data: { sent: 18 } });
  });

  test('goes its way out when a part is refused', () => {
    const refused = { turn: 2, index: 1, command: 'sendDtmfTones', message: '' } as const;
    const call = connected(sendingLine('1'));
    call.happens({ type: 'CommandFailed', ...refused, code: 400, subCode: 8523 });
    expect(call.says).toBe('Someone to help is not here.');
  });

  test('does not take the result of another operation for its own', () => {
    const call = connected(sendingLine('12'));
    const type = 'SendDtmfTonesCompleted';
    expect(call.happens({ type, operationContext: '1.0' }).commands).toEqual([]);
  });

  test('does not go on when the caller has left', () => {
    const call = sent(connected(sendingLine('1w2'))).happens({ type: 'CallDisconnected' });
    expect(comes(call, 1).commands).toEqual([]);
  });
});
