/** Names that both sides of a boundary must agree on. An unknown one does not fail, it hangs: a test knows them all. */
export const CALL = 'call';
export const CARRY_OUT = 'carryOut';
export const DEADLINE = 'deadline';
export const RAISE_DEADLINE = 'raiseDeadline';
export const LOOKUP = 'lookup';
export const ASK_BACK_END = 'askBackEnd';
export const WRAP_UP_OVER = 'wrapUpOver';
export const MATCH_QUEUES = 'matchQueues';
export const CALLBACK_AGAIN = 'callbackAgain';
export const RETURN_CALLBACKS = 'returnCallbacks';

/** The one external event of a call. */
export const CALL_EVENT = 'CallEvent';
