import { expect, test } from 'vitest';
import { finish, newInstance } from '../../../local/durable/instance.ts';
import { instanceStore } from '../../../local/durable/instance-store.ts';

const instance = (id: string) =>
  newInstance({ id, name: 'call', version: null, parent: null, input: '{}', executionId: id }, 0);

test('only the last finished instances are kept, and every one that runs', () => {
  const store = instanceStore(2);
  const running = instance('running');
  store.add(running);
  for (const id of ['a', 'b', 'c']) {
    const one = instance(id);
    store.add(one);
    finish(one, 'Completed', 'null', 0);
    store.finished(one);
  }
  expect(store.all().map(({ id }) => id)).toEqual(['running', 'b', 'c']);
});
