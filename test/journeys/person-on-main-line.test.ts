import { expect } from 'vitest';
import { ANNA, STAFF } from './support/agents.ts';
import { called, sets } from './support/called.ts';
import { journey } from './support/line.ts';

journey(
  'a caller on the main line speaks to an agent, and says how it was',
  async (line) => {
    const { first: caller } = line;
    await sets(line, ANNA, { on: 'answer', afterMs: 3_000 });
    const anna = called(line, ANNA);
    await caller.rings();
    await caller.hears('press 1');
    caller.presses('0');
    await caller.hears('connecting you to a colleague');
    await anna.hears('Press 1');
    await anna.presses('1');
    await line.passes(8_000);
    await anna.hangsUp();
    await caller.hears('How well were you helped');
    caller.presses('5');
    await caller.hears('Thank you for telling us');
    await caller.isHungUpOn();
    const { call, digits, offers } = await line.record();
    expect(call).toMatchObject({ outcome: 'answered-by-agent', agent: 'anna', agentSeconds: 8 });
    expect(offers).toMatchObject([{ agent: 'anna', result: 'accepted', talkedSeconds: 8 }]);
    expect(digits.at(-1)).toMatchObject({ step: 'survey', digits: '5' });
  },
  { agents: STAFF },
);
