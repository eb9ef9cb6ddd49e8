import type { AgentPreferences } from '@parley/protocol'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { continued, linked } from '../../format/markdown-edit.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { Suggestion } from '../../models/suggestions-model.ts'
import { appendTyped, editField, insertText } from '../../ui/insert-text.ts'
import { optionId, SUGGESTIONS_ID, Suggestions } from './Suggestions.tsx'

type Props = {
  model: ComposerModel
  conversation: ConversationModel
  /** What the field is for, where it is neither for a visitor nor a note. */
  about?: { label: string; placeholder: string }
}

/** The field itself: it grows with its text, takes pasted files, and Enter sends. */
export function Writing({ model, conversation, about }: Props) {
  const { ui, following } = useWorkbench()
  const field = useRef<HTMLTextAreaElement>(null)
  const request = ui.focus.value
  const isNote = model.mode.value === 'note'
  const text = model.draft.value
  // Before the next key press, and also where the conversation came after the key that asks to write in it.
  useLayoutEffect(() => {
    if (!ui.takeWriting()) return
    field.current?.focus()
    appendTyped(field.current, ui.takeTyped())
  }, [request])
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    // Grows with its text up to the limit of the sheet; the property goes through CSSOM.
    element.style.setProperty('height', 'auto')
    element.style.setProperty('height', `${element.scrollHeight}px`)
  }, [text])
  return (
    <>
      <Suggestions model={model.suggestions} onChoose={(one) => field.current && choose(model, field.current, one)} />
      <textarea
        ref={field}
        dir="auto"
        rows={2}
        {...(about ? saying(about) : describing(isNote))}
        {...suggesting(model)}
        value={text}
        onInput={({ currentTarget }) => {
          model.setText(currentTarget.value)
          model.suggestions.follow(currentTarget.value, currentTarget.selectionStart)
        }}
        onSelect={({ currentTarget }) => model.suggestions.follow(currentTarget.value, currentTarget.selectionStart)}
        onBlur={() => {
          model.stopTyping()
          model.suggestions.close()
        }}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])]
          if (files.length === 0) return pasteLink(event)
          event.preventDefault()
          model.uploads.add(files, conversation.target())
        }}
        onKeyDown={(event) => {
          if (onSuggestionKey(model, event)) {
            event.preventDefault()
            event.stopPropagation()
          } else onKey(model, event, following.values.peek().sendKey)
        }}
      />
    </>
  )
}

const saying = ({ label, placeholder }: NonNullable<Props['about']>) => ({ 'aria-label': label, placeholder })

function describing(isNote: boolean) {
  return {
    'aria-label': t('composer.reply'),
    'aria-description': isNote ? t('composer.note.description') : t('composer.reply.description'),
    placeholder: t(isNote ? 'composer.note.placeholder' : 'composer.reply.placeholder'),
  }
}

type SendKey = AgentPreferences['sendKey']
type KeyEvent = preact.TargetedKeyboardEvent<HTMLTextAreaElement>

/** What a screen reader is told of the list over the field. */
function suggesting({ suggestions }: ComposerModel) {
  const chosen = suggestions.chosen.value
  if (!suggestions.isOpen.value || !chosen) return { 'aria-autocomplete': 'list' as const }
  return {
    'aria-autocomplete': 'list' as const,
    'aria-controls': SUGGESTIONS_ID,
    'aria-activedescendant': optionId(suggestions.options.value.indexOf(chosen)),
  }
}

function choose(model: ComposerModel, field: HTMLTextAreaElement, one: Suggestion): void {
  const word = model.suggestions.word.peek()
  if (!word) return
  const text = one.pick()
  model.suggestions.close()
  if (text !== null) insertText(field, text, word.from, word.to)
  model.suggestions.close() // what was put in may end in such a word
}

/** True when the key was the list's. */
function onSuggestionKey(model: ComposerModel, { key, currentTarget, isComposing, shiftKey }: KeyEvent): boolean {
  const { suggestions } = model
  const chosen = suggestions.chosen.peek()
  if (!suggestions.isOpen.peek() || isComposing || shiftKey) return false
  if (key === 'Escape') suggestions.dismiss()
  else if (!chosen) return false
  else if (key === 'ArrowDown') suggestions.move(1)
  else if (key === 'ArrowUp') suggestions.move(-1)
  else if (key === 'Enter' || key === 'Tab') choose(model, currentTarget, chosen)
  else return false
  return true
}

/** Whether an Enter is one that sends, as the agent chose: alone, or with ⌘ or Ctrl. */
function isSending(press: KeyEvent, sendKey: SendKey): boolean {
  return !press.shiftKey && (sendKey === 'enter' || press.ctrlKey || press.metaKey)
}

function onKey(model: ComposerModel, event: KeyEvent, sendKey: SendKey): void {
  if (event.key === 'Escape' && model.about.peek()) {
    event.stopPropagation() // it ends that, and the field keeps the focus
    model.cancel()
  }
  if (event.key !== 'Enter' || event.altKey || event.isComposing) return
  if (!isSending(event, sendKey)) {
    const isNewLine = !event.ctrlKey && !event.metaKey
    if (isNewLine && editField(event.currentTarget, continued)) event.preventDefault()
    return
  }
  event.preventDefault()
  model.send()
}

function pasteLink(event: preact.TargetedClipboardEvent<HTMLTextAreaElement>): void {
  const pasted = event.clipboardData?.getData('text/plain') ?? ''
  if (editField(event.currentTarget, (selection) => linked(selection, pasted))) event.preventDefault()
}
