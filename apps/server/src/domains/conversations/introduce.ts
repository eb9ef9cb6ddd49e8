import type { Actor } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { newCmid } from '../../lib/new-id.ts'
import { type Decide, hashOf, refuse } from './command.ts'
import type { Log } from './log.ts'
import type { Ref } from './model.ts'

/** What a visitor said of himself; absent: he said nothing, null: he took it back. Unverified (SYNC-85). */
export type Profile = { name?: string | null; email?: string | null; phone?: string | null }
export type Introduce = (ref: Ref, profile: Profile) => Promise<void>

const SYSTEM: Actor = { type: 'system', id: 'system' }

/** Notes a visitor's name and address in a conversation (`conv.field`), where they differ and where anything was said. */
export function createIntroduce({ log, clock }: { log: Log; clock: Clock }): Introduce {
  return async (ref, profile) => {
    for (const key of ['name', 'email', 'phone'] as const) {
      const value = profile[key]
      if (value === undefined) continue
      const body = { key, value }
      const decide: Decide = (state) => {
        const isNews = state.updatedAt !== null && (state.fields[key] ?? null) !== value
        return isNews ? { kind: 'conv.field', body } : refuse('unchanged', 'It is noted already.')
      }
      const command = { cmid: newCmid(clock.now()), h: hashOf('conv.field', body), actor: SYSTEM }
      await log.append({ ...ref, command, decide })
    }
  }
}
