import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../../context.ts'
import { language, t } from '../../i18n/translate.ts'
import { placePopover } from '../../ui/place-popover.ts'

type Props = { anchor: HTMLElement; onPick(emoji: string): void; onClose(): void }

/** The emoji picker beside `anchor`; fetched when it is first opened. Esc or a press beside it closes. */
export function EmojiPopover({ anchor, onPick, onClose }: Props) {
  const { window } = useApp()
  const popover = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = popover.current
    if (!place) return
    place.addEventListener('toggle', ({ newState }) => newState === 'closed' && onClose())
    place.addEventListener('keydown', (event) => event.key === 'Escape' && event.stopPropagation()) // closes this alone
    place.showPopover()
    let isOver = false
    const parts = Promise.all([import('@parley/ui/emoji'), import('../../models/emoji-memory.ts')])
    void parts.then(([{ createEmojiPicker }, { emojiMemory }]) => {
      if (isOver) return
      const text = (key: Parameters<Parameters<typeof createEmojiPicker>[0]['text']>[0]) =>
        key === 'picker' ? t('composer.emoji') : t(`emoji.${key}`)
      place.replaceChildren(createEmojiPicker({ text, language: language(), memory: emojiMemory(window.env), onPick }))
      placePopover(place, anchor)
      place.querySelector('input')?.focus()
    }, onClose)
    return () => {
      isOver = true
    }
  }, [])
  return <div ref={popover} class="emo-pop" popover="auto" />
}
