/** What a file in `flows/audio` may be called: it stands in the address under which the phone service fetches it. */
export const AUDIO_NAME = /^(?=.{5,60}$)[a-z0-9][a-z0-9-]*\.wav$/;

/** What callers on hold hear where an escalate step names nothing else. */
export const MUSIC = 'music.wav';
