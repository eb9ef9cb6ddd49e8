/** Crockford's base 32 in lower case: sorts as its value does, and has no letters that are mistaken for figures. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_LENGTH = 10
const TAIL_LENGTH = 20
const KEY_LENGTH = 26

/** `atMs` in ten characters that sort by time (48 bits of milliseconds). */
function encodeTime(atMs: number): string {
  let rest = atMs
  let text = ''
  for (let i = 0; i < TIME_LENGTH; i++) {
    text = ALPHABET.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/** How many bytes of randomness an id, and a command id or create key, is made of (5 bits of each byte are used). */
export const ID_RANDOM_BYTES = TAIL_LENGTH - TIME_LENGTH
export const KEY_RANDOM_BYTES = KEY_LENGTH - TIME_LENGTH

/** Text that sorts by `atMs`: ten characters of time, then one of `random` per byte. */
export function timeOrdered(atMs: number, random: Uint8Array): string {
  let text = encodeTime(atMs)
  for (const byte of random) text += ALPHABET.charAt(byte & 31)
  return text
}

/** The id of the message that event `eventId` carries: the same tail under another prefix (SYNC-9). */
export function messageIdOf(eventId: `evt_${string}`): `msg_${string}` {
  return `msg_${eventId.slice(4)}`
}

/** The event that carries message `messageId`. */
export function eventIdOf(messageId: `msg_${string}`): `evt_${string}` {
  return `evt_${messageId.slice(4)}`
}
