import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** The field itself: it grows with its text, takes pasted files, and Enter sends. */
export function Writing({ model, conversation }: Props) {
  const { ui } = useWorkbench()
  const field = useRef<HTMLTextAreaElement>(null)
  const request = ui.focus.value
  const first = useRef(request)
  const isNote = model.mode.value === 'note'
  const text = model.draft.value
  useEffect(() => {
    if (request !== first.current && request?.target === 'composer') field.current?.focus()
  }, [request])
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    // Grows with its text up to the limit of the sheet; the property goes through CSSOM.
    element.style.setProperty('height', 'auto')
    element.style.setProperty('height', `${element.scrollHeight}px`)
  }, [text])
  return (
    <textarea
      ref={field}
      dir="auto"
      rows={2}
      aria-label={t('composer.reply')}
      aria-description={isNote ? t('composer.note.description') : t('composer.reply.description')}
      placeholder={t(isNote ? 'composer.note.placeholder' : 'composer.reply.placeholder')}
      value={text}
      onInput={(event) => model.setText(event.currentTarget.value)}
      onBlur={model.stopTyping}
      onPaste={(event) => {
        const files = [...(event.clipboardData?.files ?? [])]
        if (files.length === 0) return
        event.preventDefault()
        model.uploads.add(files, conversation.target())
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && model.about.peek()) {
          event.stopPropagation() // it ends that, and the field keeps the focus
          model.cancel()
        }
        if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing) return
        event.preventDefault()
        model.send()
      }}
    />
  )
}
