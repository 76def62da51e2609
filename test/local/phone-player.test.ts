import { describe, expect, test } from 'vitest';
import type { PhoneView } from '../../local/phone-door.ts';
import { keySteps } from '../../local/phone-keys.ts';
import { keyPlayer } from '../../local/phone-player.ts';

/** A phone at a given second: prompts by the second they began, keys by the second they were pressed. */
function phone(
  heard: number[],
  pressed: [second: number, taken: boolean][] = [],
  sounds = true,
): PhoneView {
  const at = (second: number) => new Date(second * 1000).toISOString();
  const prompts = heard.map((second) => ({
    at: at(second),
    kind: 'text' as const,
    content: '',
    done: false,
  }));
  return {
    id: 'phone-1',
    number: '+15550100',
    other: '+15550199',
    direction: 'caller',
    state: 'talking',
    heard: prompts,
    hearing: sounds ? (prompts.at(-1) ?? null) : null,
    pressed: pressed.map(([second, taken]) => ({ at: at(second), key: '1', taken })),
  };
}

describe('the keys of an unattended call', () => {
  test('wait for the first prompt, and go on when the first of them was taken', () => {
    const player = keyPlayer(keySteps('12w3'));
    expect(player.next(phone([]), 0)).toBeUndefined();
    expect(player.next(phone([1]), 1000)).toBe('1');
    expect(player.next(phone([1]), 1100)).toBeUndefined();
    expect(player.next(phone([1], [[1, true]]), 1200)).toBe('2w3');
  });

  test('wait at p for a prompt that began after them', () => {
    const player = keyPlayer(keySteps('1p2'));
    expect(player.next(phone([1]), 1000)).toBe('1');
    const before = phone([1, 2], [[3, true]]);
    expect(player.next(before, 3000)).toBeUndefined();
    expect(player.next(before, 3100)).toBeUndefined();
    expect(player.next(phone([1, 2, 4], [[3, true]]), 4000)).toBe('2');
  });

  test('are pressed again once another prompt begins, when nothing listened', () => {
    const player = keyPlayer(keySteps('12'));
    expect(player.next(phone([1]), 1000)).toBe('1');
    expect(player.next(phone([1], [[1, false]]), 1100)).toBeUndefined();
    expect(player.next(phone([1, 3], [[1, false]]), 3000)).toBe('1');
    expect(
      player.next(
        phone(
          [1, 3],
          [
            [1, false],
            [3, true],
          ],
        ),
        3100,
      ),
    ).toBe('2');
  });

  test('are pressed again once the prompt has ended, when nothing listened while it sounded', () => {
    const player = keyPlayer(keySteps('1'));
    expect(player.next(phone([1]), 1000)).toBe('1');
    expect(player.next(phone([1], [[1, false]], false), 2000)).toBe('1');
  });

  test('pause half a second at a w of its own', () => {
    const player = keyPlayer(keySteps('pwwp3'));
    expect(player.next(phone([1, 2, 3]), 10_000)).toBeUndefined();
    expect(player.next(phone([1, 2, 3]), 10_999)).toBeUndefined();
    expect(player.next(phone([1, 2, 3]), 11_000)).toBe('3');
  });

  test('may be typed in small letters where there are such keys', () => {
    expect(keySteps('aD')).toEqual([{ do: 'prompt' }, { do: 'press', keys: 'AD' }]);
  });
});
