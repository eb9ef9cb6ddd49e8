import { createEmojiPicker, type EmojiMemory, type EmojiTextKey, readMemory } from '@parley/ui/emoji'
import pickerCss from '@parley/ui/emoji.css'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './emoji.css'

const KEPT = 'parley:emoji'
let memory: EmojiMemory | null = null

/** What was used last lives in this browser once the visitor has a conversation, else in memory (N86). */
function memoryOf({ chat }: Models) {
  return {
    read(): EmojiMemory {
      try {
        memory ??= readMemory(localStorage.getItem(KEPT))
      } catch {
        memory ??= readMemory(null) // storage that throws remembers nothing
      }
      return memory
    },
    write(next: EmojiMemory): void {
      memory = next
      try {
        if (chat.handle.peek()?.id.peek()) localStorage.setItem(KEPT, JSON.stringify(next))
      } catch {
        return // then as long as this page
      }
    },
  }
}

/** Opens the picker over the composer, for the message that is written, or for `onPick`; Esc and a press beside it close. */
export function create({ t, formats }: Kit) {
  return (models: Models, opener: HTMLElement, onPick?: (emoji: string) => void): void => {
    const panel = opener.closest('.panel')
    const field = panel?.querySelector<HTMLTextAreaElement>('.wc textarea')
    const had = panel?.querySelector('.emo')
    if (had || !panel || !field) return had?.remove()
    models.adopt(pickerCss)
    models.adopt(css)
    const insert = (emoji: string) => {
      field.setRangeText(emoji, field.selectionStart, field.selectionEnd, 'end')
      models.composer.write(field.value)
    }
    const picker = createEmojiPicker({
      text: (key) => t(textOf(key)),
      language: formats.peek(),
      memory: memoryOf(models),
      onPick(emoji) {
        if (!onPick) return insert(emoji)
        onPick(emoji)
        close()
      },
    })
    function close(): void {
      picker.remove()
      panel?.removeEventListener('pointerdown', onPress, true)
      if (opener.isConnected) opener.focus()
      else field?.focus()
    }
    const onPress = (event: Event) => {
      const path = event.composedPath()
      if (!path.includes(picker) && !path.includes(opener)) close()
    }
    picker.addEventListener('keydown', (event) => {
      event.stopPropagation() // Esc closes the picker, not the chat
      if (event.key === 'Escape') close()
    })
    panel.addEventListener('pointerdown', onPress, true)
    panel.append(picker)
    picker.querySelector('input')?.focus()
  }
}

function textOf(key: EmojiTextKey) {
  return key === 'picker' ? 'emoji' : (`emoji_${key}` as const)
}
