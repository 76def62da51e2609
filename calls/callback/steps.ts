/** The names of the steps in which a caller asks to be called back, by that of the step that led to the queue. */
export function callbackSteps(step: string) {
  return {
    offer: `${step}.callback`,
    number: `${step}.number`,
    take: `${step}.call-back`,
    refused: `${step}.refused`,
    failed: `${step}.failed`,
    taken: `${step}.called-back`,
  };
}
