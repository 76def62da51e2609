import { styleText } from 'node:util';
import { storyLines, type Told } from '../emulator/phone-watch.ts';

/** A call as it is shown while it happens. */
export interface PhoneScreen {
  show(news: Told[]): void;
  /** Finishes the line of keys that is still open. */
  close(): void;
}

/** On a terminal the line of keys grows as they are pressed; elsewhere it is written once something else happens. */
export function phoneScreen(
  output: { write(text: string): unknown; isTTY?: boolean },
  began: number,
): PhoneScreen {
  let keys: Told[] = [];

  function line(told: Told[]): string {
    const text = storyLines(told, began).join('\n');
    return told[0]?.verb === 'presses' ? styleText('bold', text) : text;
  }

  function close(): void {
    if (keys.length === 0) return;
    output.write(output.isTTY ? '\n' : `${line(keys)}\n`);
    keys = [];
  }

  return {
    show(news) {
      for (const told of news) {
        if (told.verb !== 'presses') {
          close();
          output.write(`${line([told])}\n`);
          continue;
        }
        if (keys[0] && keys[0].remark !== told.remark) close();
        keys.push(told);
        if (output.isTTY) output.write(`\r\u001b[2K${line(keys)}`);
      }
    },
    close,
  };
}
