import * as z from 'zod';

/** Issuer of ACS's callback tokens; its keys are below it (ACS protocol reference, section 12). */
export const ACS_ISSUER = 'https://acscallautomation.communication.azure.com';

const httpsUrl = z.url({ protocol: /^https$/ }).transform(withoutSlash);
const httpUrl = z.url({ protocol: /^https?$/ }).transform(withoutSlash);
const text = z.string().trim().min(1);

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
  LINE_NUMBERS: z
    .string()
    .transform((list) => list.split(',').map((number) => number.trim()))
    .pipe(z.array(z.e164())),
  FLOW: text,
  SPEECH_ENDPOINT: httpsUrl.optional(),
  WATCHDOG_SCHEDULE: z.string().regex(/^[\w*/,-]+( [\w*/,-]+){5}$/),
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
  LINE_NUMBERS: 'our phone numbers in E.164, separated by commas: +15550199,+15550100',
  FLOW: 'the path of a flow file: flows/main.yaml',
  SPEECH_ENDPOINT: 'the https address of an Azure AI services resource',
  WATCHDOG_SCHEDULE: 'six NCRONTAB fields, seconds to weekdays: */10 * * * * *',
};

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
