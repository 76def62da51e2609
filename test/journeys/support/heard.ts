import type { Phone } from '../../../emulator/entities.ts';

/** The words a phone heard, and whether they were heard to their end. */
export function words({ heard }: Phone): { content: string; done: boolean }[] {
  return heard
    .filter(({ kind }) => kind === 'text')
    .map(({ content, done }) => ({ content, done }));
}

/** The whole words alone. */
export function texts(phone: Phone): string[] {
  return words(phone).map(({ content }) => content);
}

/** When each file of sound began that a phone heard, in milliseconds since 1970. */
export function filesAt({ heard }: Phone, name: string): number[] {
  return heard
    .filter(({ kind, content }) => kind === 'file' && content.endsWith(`/api/audio/${name}`))
    .map(({ at }) => Date.parse(at));
}
