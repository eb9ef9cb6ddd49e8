import { createHash, randomBytes } from 'node:crypto'
import {
  Cmid,
  type ConversationId,
  CreateKey,
  ID_RANDOM_BYTES,
  KEY_RANDOM_BYTES,
  timeOrdered,
  type WorkspaceId,
} from '@parley/protocol'

/** A new id: `prefix_`, ten characters of `at`, ten random ones (50 bits within the millisecond). */
export function newId<const Prefix extends string>(prefix: Prefix, at: Date): `${Prefix}_${string}` {
  return `${prefix}_${timeOrdered(at.getTime(), randomBytes(ID_RANDOM_BYTES))}`
}

/** The id of what is made of the same `parts` at the same time, however often: made again it is the same thing. */
export function derivedId<const Prefix extends string>(
  prefix: Prefix,
  at: Date,
  parts: readonly string[],
): `${Prefix}_${string}` {
  const hash = createHash('sha256').update(parts.join('\n')).digest()
  return `${prefix}_${timeOrdered(at.getTime(), hash.subarray(0, ID_RANDOM_BYTES))}`
}

/** The conversation that `key` means in a workspace, whoever asks (SYNC-27): the key's time, then a hash of both. */
export function conversationIdOf(workspaceId: WorkspaceId, key: CreateKey): ConversationId {
  return keyedId(key, `${workspaceId}\n${key}`)
}

/** The direct chat that `key` means. Whoever guesses it, and begins something else under it, does not come by this id. */
export function directIdOf(workspaceId: WorkspaceId, key: CreateKey): ConversationId {
  return keyedId(key, `${workspaceId}\ndirect\n${key}`)
}

/** The key's time, then a hash. */
function keyedId(key: CreateKey, hashed: string): ConversationId {
  const hash = createHash('sha256').update(hashed).digest()
  return `cnv_${key.slice(0, 10)}${timeOrdered(0, hash.subarray(0, ID_RANDOM_BYTES)).slice(10)}`
}

const key = (at: Date) => timeOrdered(at.getTime(), randomBytes(KEY_RANDOM_BYTES))

/** A command id for what the server itself appends. */
export const newCmid = (at: Date): Cmid => Cmid.parse(key(at))
/** The command id of what follows from the same `parts` at the same time, however often. */
export const derivedCmid = (at: Date, parts: readonly string[]): Cmid =>
  Cmid.parse(
    timeOrdered(at.getTime(), createHash('sha256').update(parts.join('\n')).digest().subarray(0, KEY_RANDOM_BYTES)),
  )
/** A create key for a conversation that the server itself begins. */
export const newCreateKey = (at: Date): CreateKey => CreateKey.parse(key(at))
