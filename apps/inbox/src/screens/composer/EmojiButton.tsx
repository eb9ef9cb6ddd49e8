import { useRef, useState } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmojiPopover } from './EmojiPopover.tsx'

/** Puts emoji where the caret is. */
export function EmojiButton({ model }: { model: ComposerModel }) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const insert = (emoji: string) => {
    const field = button.current?.form?.querySelector('textarea')
    if (!field) return
    field.setRangeText(emoji, field.selectionStart, field.selectionEnd, 'end')
    model.setText(field.value)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="ib"
        aria-label={t('composer.emoji')}
        title={t('composer.emoji')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Icon name="emoji" />
      </button>
      {isOpen && button.current && (
        <EmojiPopover anchor={button.current} onPick={insert} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
