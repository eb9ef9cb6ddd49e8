import type { SoundId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { SoundRecord } from './model.ts'
import type { Mine, SoundStore } from './store.ts'

/** The only way from an id in a request to a sound: the agent's own. Throws `sound_not_found`. */
export async function soundFor(store: Pick<SoundStore, 'find'>, by: Mine, id: SoundId): Promise<SoundRecord> {
  const record = await store.find(by, id)
  if (!record) throw soundNotFound()
  return record
}

export const soundNotFound = () => new AppError('sound_not_found', 'There is no such sound.')
