import { flowOf } from './flow-text.ts';

/** The agents of flows/agents.yaml, by their phones. */
export const ANNA = '+15550161';
export const BEN = '+15550162';
export const CHLOE = '+15550163';
/** Behind an extension: ww204#. */
export const DEV = '+15550164';

/** A line whose menu leads to a person by 0, and by key 3 to one who knows about new connections. */
export const STAFFED_LINE = flowOf(`
  welcome: { say: Welcome., next: main }
  main:
    menu: For your account, press 1. For a new connection, press 3.
    keys: { 1: account, 3: connections }
    otherwise: operator
  account:
    gather: Please key in your account number, then hash.
    digits: { exactly: 8, end: '#' }
    as: account
    next: main
    otherwise: operator
  operator:
    escalate: Please hold for a colleague.
    afterAgent: survey
    otherwise: nobody
  connections:
    escalate: Please hold for new connections.
    skill: new-connections
    otherwise: nobody
  survey:
    menu: Were you helped? Press 1 or 2.
    keys: { 1: thanks, 2: thanks }
    otherwise: thanks
  thanks: { hangUp: Thank you. Goodbye. }
  nobody: { hangUp: Nobody is free. Goodbye. }
`);
