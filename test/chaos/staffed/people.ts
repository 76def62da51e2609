import type { Random } from '../../../emulator/random.ts';
import type { Timeline } from '../timeline.ts';
import type { People, StaffedCall } from './world.ts';

/** What agents do, each as often as it is listed. */
export interface Moods {
  /** When their phone rings. */
  rung: readonly Rung[];
  /** Once they talk, again and again. */
  talks: readonly Talks[];
  /** Milliseconds until they do it, at most. */
  longestMs: number;
}

type Rung =
  | 'accept'
  | 'decline'
  | 'busy'
  | 'silent'
  | 'voicemail'
  | 'wrong'
  | 'change'
  | 'leave'
  | 'ghost';
type Talks = 'hang-up' | '*9' | '*2' | '*3' | 'stays';

const MOODS: Moods = {
  rung: [
    'accept',
    'accept',
    'accept',
    'decline',
    'busy',
    'silent',
    'voicemail',
    'wrong',
    'change',
    'leave',
    'ghost',
  ],
  talks: ['hang-up', 'hang-up', '*9', '*2', '*3', 'stays'],
  longestMs: 60_000,
};

const BUSY = 8540;
const DECLINED = 8538;

/** Agents who do what `random` says: they take calls or do not, and talk, and leave. */
export function randomPeople(time: Timeline, random: Random, moods = MOODS): People {
  const pick = <T>(of: readonly T[]) => of[random.integer(0, of.length - 1)] as T;

  function whispered(call: StaffedCall, participant: string, mood: Rung): void {
    // they press as soon as they are asked, but not before
    const wait = () => {
      if (!call.acs.isUp() || !call.acs.has(participant)) return;
      if (!call.acs.asked(participant)) {
        time.after(500, wait);
        return;
      }
      if (mood === 'leave') call.acs.leaves(participant);
      else if (mood === 'wrong') presses(call, participant, '5', wait);
      else if (mood === 'change') presses(call, participant, '2');
      else if (mood !== 'voicemail') presses(call, participant, '1', () => talk(call, participant));
    };
    wait();
  }

  function presses(call: StaffedCall, who: string, keys: string, then = () => {}): void {
    for (const [index, key] of [...keys].entries()) {
      time.after(300 + index * 200, () => call.acs.press(who, key));
    }
    time.after(400 + keys.length * 200, then);
  }

  function talk(call: StaffedCall, participant: string): void {
    const next = () => {
      if (!call.acs.isUp() || !call.acs.has(participant)) return;
      const doing = pick(moods.talks);
      if (doing === 'hang-up') call.acs.leaves(participant);
      else if (doing === '*9') presses(call, participant, '*9', later);
      else if (doing === '*2') presses(call, participant, '*2', later);
      else if (doing === '*3') presses(call, participant, '*3', () => time.after(2500, number));
      else later();
    };
    const number = () => {
      if (call.acs.asked(participant))
        presses(call, participant, pick(['5550155#', '#', '5550166#']), later);
      else later();
    };
    const later = () => void time.after(random.integer(2_000, moods.longestMs), next);
    later();
  }

  return {
    ring(call, participant, { joins, fails }) {
      const mood = pick(moods.rung);
      const after = random.integer(500, 15_000);
      if (mood === 'silent') return;
      if (mood === 'decline' || mood === 'busy') {
        time.after(after, () => fails(mood === 'busy' ? BUSY : DECLINED));
        return;
      }
      if (mood === 'ghost') {
        // declined, and then told as answered, though nobody is there
        time.after(after, () => {
          const context = call.state().escalation?.offer?.id;
          fails(DECLINED);
          const told = {
            type: 'AddParticipantSucceeded',
            participant: `4:${participant}`,
          } as const;
          time.after(random.integer(10, 4_000), () =>
            call.receive({
              ...told,
              id: `ghost-${call.callId}-${participant}`,
              operationContext: context,
            } as never),
          );
        });
        return;
      }
      time.after(after, () => {
        joins();
        whispered(call, participant, mood);
      });
    },
    transfer(to) {
      return to.includes('155') ? 'accepted' : pick(['busy', 'never'] as const);
    },
  };
}
