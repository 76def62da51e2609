import { staffedRun } from './run.ts';
import { wrongWith } from './wrong-with.ts';

const from = Number(process.argv[2] ?? 1),
  to = Number(process.argv[3] ?? from);
const disorder = process.argv[4] ? JSON.parse(process.argv[4]) : {};
const outcomes: Record<string, number> = {};
const t = performance.now();
let wrongs = 0;
for (let seed = from; seed <= to; seed += 1) {
  const run = staffedRun(seed, disorder);
  if (from === to)
    for (const call of run.calls) console.log(call.callId + '\n' + call.script.join('\n'));
  for (const call of run.calls) {
    const k = `${call.state().call.outcome} ${call.state().call.escalation}`;
    outcomes[k] = (outcomes[k] ?? 0) + 1;
  }
  const wrong = wrongWith(run);
  if (wrong) {
    wrongs += 1;
    console.log(seed, wrong.split('\n')[0], from === to ? '' : '');
  }
}
console.log(outcomes, wrongs, (performance.now() - t).toFixed(0) + ' ms');
