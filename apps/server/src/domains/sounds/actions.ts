import { LIMITS, type SoundId, type SoundType } from '@parley/protocol'
import { fileTypeFromBuffer } from 'file-type'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { soundFor, soundNotFound } from './access.ts'
import { durationOf } from './durations.ts'
import type { SoundRecord } from './model.ts'
import type { Mine, SoundStore } from './store.ts'

export type SoundDeps = { store: SoundStore; clock: Clock }
type Brought = { name: string; content: string }

/** What the content is called, and what it is stored as. */
const TYPES: ReadonlyMap<string, SoundType> = new Map([
  ['audio/wav', 'audio/wav'],
  ['audio/mpeg', 'audio/mpeg'],
  ['audio/ogg', 'audio/ogg'],
  ['audio/ogg; codecs=opus', 'audio/ogg'],
  ['audio/mp4', 'audio/mp4'],
  ['audio/x-m4a', 'audio/mp4'],
])

export function createSoundActions({ store, clock }: SoundDeps) {
  return {
    list: store.list,

    /** Throws `invalid_request` for what is no sound, `sound_too_long`, `list_full`. */
    async add(by: Mine, { name, content }: Brought): Promise<SoundRecord> {
      const bytes = Buffer.from(content, 'base64')
      const { type, durationMs } = await heardOf(bytes)
      if ((await store.list(by)).length >= LIMITS.soundsPerAgent)
        throw new AppError('list_full', `There are ${LIMITS.soundsPerAgent} sounds already: delete one first.`)
      const { workspaceId, agentId } = by
      const now = clock.now()
      const about = { name, type, durationMs, bytes: bytes.length, createdAt: now }
      const record: SoundRecord = { _id: newId('snd', now), workspaceId, agentId, ...about }
      await store.insert(record, bytes)
      return record
    },

    /** Throws `sound_not_found`. */
    async rename(by: Mine, id: SoundId, name: string): Promise<SoundRecord> {
      const renamed = await store.rename(by, id, name)
      if (!renamed) throw soundNotFound()
      return renamed
    },

    /** Throws `sound_not_found`. */
    async remove(by: Mine, id: SoundId): Promise<void> {
      await soundFor(store, by, id)
      await store.remove(by, id)
    },

    /** Throws `sound_not_found`. */
    async read(by: Mine, id: SoundId): Promise<{ type: SoundType; content: Buffer }> {
      const { type } = await soundFor(store, by, id)
      const content = await store.contentOf(by, id)
      if (!content) throw soundNotFound()
      return { type, content }
    },
  }
}
export type SoundActions = ReturnType<typeof createSoundActions>

/** By the content, whatever the file was called (S11). */
async function heardOf(bytes: Buffer): Promise<{ type: SoundType; durationMs: number }> {
  const type = TYPES.get((await fileTypeFromBuffer(bytes))?.mime ?? '')
  if (!type) throw noSound('must be WAV, MP3, Ogg or M4A')
  const durationMs = durationOf(bytes, type)
  if (durationMs === null) throw noSound('must be a whole sound')
  if (durationMs > LIMITS.soundMs) {
    const limit = { durationMs, maxMs: LIMITS.soundMs }
    throw new AppError('sound_too_long', `A sound may last ${LIMITS.soundMs / 1000} seconds.`, limit)
  }
  return { type, durationMs }
}

function noSound(detail: string): AppError {
  return new AppError('invalid_request', `The content ${detail}.`, { errors: [{ pointer: '#/content', detail }] })
}
