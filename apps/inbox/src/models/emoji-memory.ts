import type { Environment } from '@parley/client'
import { type EmojiMemory, readMemory } from '@parley/ui/emoji'

const KEPT = 'parley-inbox:emoji'

/** Emoji that were used last in this browser; where storage is blocked, none. */
export function emojiMemory({ storage }: Pick<Environment, 'storage'>) {
  return {
    read(): EmojiMemory {
      try {
        return readMemory(storage()?.getItem(KEPT) ?? null)
      } catch {
        return readMemory(null) // blocked
      }
    },
    write(memory: EmojiMemory): void {
      try {
        storage()?.setItem(KEPT, JSON.stringify(memory))
      } catch {
        return // then nothing is remembered
      }
    },
  }
}
