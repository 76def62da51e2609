import { about, type Draft, type Fault } from './flow-draft.ts';

/** Where bargeIn is a list, it has one of true and false for each text of the question. */
export function unevenBargeIns(draft: Draft): Fault[] {
  return draft.steps.flatMap((step) => {
    const { bargeIn, again } = step.body;
    const texts = 1 + (Array.isArray(again) ? again.length : 0);
    if (!Array.isArray(bargeIn) || bargeIn.length === texts) return [];
    const message = `${about(step)} bargeIn is a list of ${bargeIn.length}, but the question has ${texts === 1 ? '1 text' : `${texts} texts`}. Write true or false for each, or once for all.`;
    return [{ path: [...step.path, 'bargeIn'], at: 'value', message }];
  });
}
