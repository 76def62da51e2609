/**
 * What the configuration falls back to on a laptop: the emulator and Azurite on their usual ports. None of it is a secret,
 * both keys are the same on every laptop.
 */
export const EMULATOR_CONNECTION_STRING =
  'endpoint=http://127.0.0.1:8600/;accesskey=c3dpdGNoYm9hcmQgZW11bGF0b3I6IHRoaXMgYWNjZXNzIGtleSBpcyBwdWJsaWMu';

/** The audience of the callback tokens that the emulator signs. */
export const EMULATOR_AUDIENCE = '00000000-0000-4000-8000-0000000000ac';

/** Azurite's own short form: account `devstoreaccount1` on port 10002. */
export const AZURITE_CONNECTION_STRING = 'UseDevelopmentStorage=true';

/** The line's number on a laptop: from the range that is kept free for fiction. */
export const LAPTOP_LINE_NUMBER = '+15550199';

/** Where the Functions host listens on a laptop. */
export const LAPTOP_HOST = '127.0.0.1:7071';
