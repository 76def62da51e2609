import * as z from 'zod';
import { lookupEndpoints } from './lookup-endpoints.ts';
import { publicKey } from './seal.ts';

/** Issuer of ACS's callback tokens; its keys are below it (ACS protocol reference, section 12). */
export const ACS_ISSUER = 'https://acscallautomation.communication.azure.com';

const httpsUrl = z.url({ protocol: /^https$/ }).transform(withoutSlash);
const httpUrl = z.url({ protocol: /^https?$/ }).transform(withoutSlash);
const text = z.string().trim().min(1);
/** What tokens are trusted by: https, or this laptop's own. Kept as written, since an issuer is compared as text. */
const trustedUrl = z.url({ protocol: /^https?$/ }).refine(isTrusted);

/** NCRONTAB with six fields, as far as its signs go. */
const schedule = z.string().regex(/^[\w*/,-]+( [\w*/,-]+){5}$/);

/** A whole number as text, in a range. */
function whole(least: number, most: number) {
  return z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most));
}

/** The environment as a text gives it, one entry a variable; what may be missing is decided in `config.ts`. */
export const settings = z.object({
  // endpoint first, no path (ACS protocol reference, section 2)
  ACS_CONNECTION_STRING: z
    .string()
    .regex(/^endpoint=https?:\/\/[^/;\s]+\/?;accesskey=[\w+/=-]+$/i)
    .optional(),
  ACS_ENDPOINT: httpsUrl.optional(),
  TABLES_CONNECTION_STRING: z
    .string()
    .regex(
      /^UseDevelopmentStorage=true;?$|AccountKey=[\w+/=]+|SharedAccessSignature=|^TableEndpoint=/i,
    )
    .optional(),
  TABLES_ENDPOINT: httpsUrl.optional(),
  CALLBACK_BASE_URL: httpUrl,
  CALLBACK_AUDIENCE: text,
  CALLBACK_ISSUER: httpUrl,
  CALLBACK_KEYS_URL: httpUrl,
  API_ISSUER: trustedUrl.optional(),
  API_AUDIENCE: text.optional(),
  API_KEYS_URL: trustedUrl.optional(),
  LINE_NUMBERS: z
    .string()
    .transform((list) => list.split(',').map((number) => number.trim()))
    .pipe(z.array(z.e164())),
  FLOW: text,
  AGENTS: text.optional(),
  SPEECH_ENDPOINT: httpsUrl.optional(),
  DIAL_ALLOW: z
    .string()
    .transform((list) => list.split(',').map((prefix) => prefix.trim()))
    .pipe(z.array(z.string().regex(/^\+[1-9]\d{0,14}$/)))
    .optional(),
  DIAL_COUNTRY_CODE: z
    .string()
    .regex(/^\+[1-9]\d{0,2}$/)
    .optional(),
  OUTBOUND_LEGS_PER_NUMBER: whole(1, 1_000),
  OUTBOUND_RING_SECONDS: whole(5, 115), // ACS itself gives up after 115 s (section 14)
  WRAP_UP_SECONDS: whole(0, 3_600),
  CALLBACK_TRIES: whole(1, 10),
  CALLBACK_MINUTES: whole(1, 1_440),
  WATCHDOG_SCHEDULE: schedule,
  PURGE_SCHEDULE: schedule,
  HISTORY_DAYS: whole(1, 30), // the cheap kind of scheduler keeps none for longer (Durable reference, section 6.2)
  RETENTION_DAYS: whole(0, 3_650),
  LOOKUPS: z.string().transform(json).pipe(lookupEndpoints).optional(),
  DIGITS_KEY: z.string().transform(json).pipe(publicKey).optional(),
});

export type SettingName = keyof z.input<typeof settings>;

/** What to set each variable to, for whoever has to mend it. */
export const toSet: Record<SettingName, string> = {
  ACS_CONNECTION_STRING: 'endpoint=https://<resource>.communication.azure.com/;accesskey=<key>',
  ACS_ENDPOINT: 'the https address of the ACS resource: https://<resource>.communication.azure.com',
  TABLES_CONNECTION_STRING:
    'the connection string of a storage account, or UseDevelopmentStorage=true for Azurite',
  TABLES_ENDPOINT: 'the https address of the tables: https://<account>.table.core.windows.net',
  CALLBACK_BASE_URL: 'the address at which ACS reaches this app: https://<app>.azurewebsites.net',
  CALLBACK_AUDIENCE: 'the immutable resource id of the ACS resource, a GUID',
  CALLBACK_ISSUER: `the issuer of callback tokens: ${ACS_ISSUER}`,
  CALLBACK_KEYS_URL: `the address of the issuer's keys: ${ACS_ISSUER}/calling/keys`,
  API_ISSUER:
    'the issuer of the access tokens that the APIs take: https://login.microsoftonline.com/<tenant id>/v2.0',
  API_AUDIENCE: 'the application (client) id of the app registration that access tokens are for',
  API_KEYS_URL: "the https address of that issuer's keys (JWKS), if it is not where Entra has it",
  LINE_NUMBERS: 'our phone numbers in E.164, separated by commas: +15550199,+15550100',
  FLOW: 'the path of a flow file: flows/main.yaml',
  AGENTS: 'the path of a file that describes the agents: flows/agents.yaml',
  SPEECH_ENDPOINT: 'the https address of an Azure AI services resource',
  DIAL_ALLOW: 'the beginnings of numbers that may be dialled, separated by commas: +1555,+44',
  DIAL_COUNTRY_CODE: 'the country code that completes a number keyed without one: +44',
  OUTBOUND_LEGS_PER_NUMBER: 'how many legs one of our numbers may place at once, 1 to 1000: 2',
  OUTBOUND_RING_SECONDS: 'how many seconds a phone that we call may ring, 5 to 115: 45',
  WRAP_UP_SECONDS: 'how many seconds an agent has after a call before the next, 0 to 3600: 30',
  CALLBACK_TRIES: 'how often somebody who is to be called back is dialled, 1 to 10: 3',
  CALLBACK_MINUTES: 'how many minutes are between two such tries, 1 to 1440: 10',
  WATCHDOG_SCHEDULE: 'six NCRONTAB fields, seconds to weekdays: */10 * * * * *',
  PURGE_SCHEDULE: 'six NCRONTAB fields, seconds to weekdays, in UTC: 0 0 3 * * *',
  HISTORY_DAYS: 'how many days Durable keeps the history of a call, 1 to 30: 7',
  RETENTION_DAYS: 'how many days the tables keep a call, 1 to 3650, or 0 to keep all: 0',
  LOOKUPS:
    'the back ends that the flow asks, as JSON: {"billing":{"url":"https://…/{account}","method":"GET","header":{"name":"x-api-key","valueFrom":"LOOKUP_BILLING_KEY"}}}',
  DIGITS_KEY:
    'the public half, and only that, of an RSA key of 2048 bits or more, as a JWK: {"kty":"RSA","n":"…","e":"AQAB"} (the id of a Key Vault key is not taken yet)',
};

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function isTrusted(url: string): boolean {
  const { protocol, hostname = '' } = URL.parse(url) ?? {};
  return protocol === 'https:' || ['127.0.0.1', 'localhost'].includes(hostname);
}

/** What is no JSON is nothing: the schema behind it says what is wanted. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
