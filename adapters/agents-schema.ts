import * as z from 'zod';
import type { Participant } from '../calls/commands.ts';
import { E164 } from '../calls/dialling.ts';
import { word } from '../calls/flow-schema-parts.ts';
import { wanted } from '../calls/flow-words.ts';

/** An agent as the file describes them. */
export interface AgentProperties {
  /** Small letters, digits and hyphens. */
  id: string;
  name: string;
  participant: Participant;
  /** Keys and pauses that are sent once their number has answered: `0-9 * # A-D`, `w` = 0.5 s, `W` and `,` = 1 s. */
  extension?: string;
  skills: string[];
}

/** An agent's id, as it stands in the file, in the table and in an address. */
export const AGENT_ID = /^[a-z][a-z0-9-]{0,30}$/;

const NAME = /^(?=.*\S)[^\p{Cc}]{1,60}$/u;
/** The raw id of a user of ACS (ACS protocol reference, section 4). */
const USER = /^8:acs:[\w-]{1,200}$/;
/** As that of a call that we place (docs/outbound.md). */
const EXTENSION = /^[0-9*#A-DwW,]{1,64}$/;

const idError = wanted('write small letters, digits and hyphens, a letter first, at most 31');
const nameError = wanted('write what the agent is called, at most 60 characters');
const skillsError = wanted('write a list of words, like [billing, outages], or leave it out');

// numbers are not repeated: a mistake is told in places that a number may not be in
const userError = 'is no id of a user of ACS; write it in quotes, like "8:acs:…"';
const LIKE = '"+15550123", or with an extension "+15550123;ext=ww204#"';
const numberError = `is no phone number; write it in quotes, with a plus and the country code, like ${LIKE}`;
const extensionError = `has an extension that cannot be keyed; write 1 to 64 keys (0-9, *, #, A-D) and pauses (w, W and commas), like ${LIKE}`;

const number = z
  .string({ error: numberError })
  .transform((text, context): Pick<AgentProperties, 'participant' | 'extension'> => {
    const [, participant = '', extension] = /^(.*?)(?:;ext=(.*))?$/s.exec(text) ?? [];
    if (!E164.test(participant)) context.addIssue({ code: 'custom', message: numberError });
    else if (extension !== undefined && !EXTENSION.test(extension))
      context.addIssue({ code: 'custom', message: extensionError });
    return { participant, extension };
  });

const skill = word(
  'Something that the agent knows about.',
  'write one word: a letter, then letters, digits and hyphens',
);

const agent = z
  .strictObject(
    {
      id: z.string({ error: idError }).regex(AGENT_ID, { error: idError }),
      name: z.string({ error: nameError }).regex(NAME, { error: nameError }),
      number: number.optional(),
      user: z.string({ error: userError }).regex(USER, { error: userError }).optional(),
      skills: z.array(skill, { error: skillsError }).default([]),
    },
    { error: wanted('write the properties of an agent, each on a line of its own') },
  )
  .transform(({ id, name, number, user = '', skills }): AgentProperties => {
    return { id, name, ...(number ?? { participant: user }), skills: [...new Set(skills)] };
  });

/** The properties that an agent may have. */
export const AGENT_PROPERTIES = Object.keys(agent.in.shape);

/** The file as its author writes it. */
export const agentsSchema = z.array(agent, {
  error: wanted('write a list of agents, each of which begins with "- id:"'),
});
