import { styleText } from 'node:util';
import { percentile } from './bench-latency.ts';

/** Prints what the figures below it are of. */
export function heading(text: string): void {
  console.log(styleText('bold', `\n${text}`));
}

/** Prints one figure. */
export function tell(what: string, value: string, remark = ''): void {
  console.log(`  ${what.padEnd(38)}${value.padStart(12)}   ${styleText('dim', remark)}`.trimEnd());
}

/** Prints the half and the nineteen twentieths of what somebody waited for, in ms; `remark` sets it beside something. */
export function tellLatencies(
  latencies: readonly number[],
  remark: (ms: number) => string = () => '',
  what = 'from a key to the next prompt',
): void {
  for (const [name, p] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    const ms = percentile(latencies, p);
    if (ms === undefined) tell(`${what}, ${name}`, '-');
    else tell(`${what}, ${name}`, `${ms} ms`, remark(ms));
  }
  tell('keys measured', `${latencies.length}`);
}
