import type { ArmDeadline, Command, Sent } from '../calls/commands.ts';
import type { Origin, Tools } from '../calls/ports.ts';

/** Sends one command to whoever carries it out. Never throws for a refusal or an outage. */
export function send(tools: Tools, command: Command, origin: Origin): Promise<Sent> {
  const { telephony } = tools;
  switch (command.type) {
    case 'answer':
      return telephony.answer(command, origin);
    case 'createCall':
      return telephony.createCall(command, origin);
    case 'play':
      return telephony.play(command, origin);
    case 'recognize':
      return telephony.recognize(command, origin);
    case 'startContinuousDtmfRecognition':
      return telephony.startContinuousDtmfRecognition(command, origin);
    case 'stopContinuousDtmfRecognition':
      return telephony.stopContinuousDtmfRecognition(command, origin);
    case 'sendDtmfTones':
      return telephony.sendDtmfTones(command, origin);
    case 'armDeadline':
      return arm(tools, command, origin);
    case 'hangUp':
      return telephony.hangUp(command, origin);
  }
}

/** A deadline that cannot be armed would never come: the call has to know, as of a refusal by ACS. */
async function arm(
  { deadlines, log }: Tools,
  { deadline, ms }: ArmDeadline,
  { callId, turn, index }: Origin,
): Promise<Sent> {
  try {
    await deadlines.arm(callId, deadline, ms);
    return { ok: true };
  } catch {
    log('error', 'deadline-not-armed', { callId, turn, index, deadline });
    return { ok: false, code: 503, message: 'the deadline could not be armed' };
  }
}
