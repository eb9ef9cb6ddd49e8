import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { Mode } from '../../models/drafts-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { AboutStrip } from './AboutStrip.tsx'
import { EmojiButton } from './EmojiButton.tsx'
import { Uploads } from './Uploads.tsx'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** Where answers and notes are written. In Note the whole card turns, so that nobody mistakes one for the other. */
export function Composer({ model, conversation }: Props) {
  const isNote = model.mode.value === 'note'
  const target = conversation.target
  const says = isNote ? 'composer.add_note' : 'composer.send'
  const verb = model.about.value?.is === 'edit' ? 'composer.save' : says
  return (
    <div class="cp-w">
      <form
        class={`cp-c cp focus-in${isNote ? ' note' : ''}`}
        onSubmit={(event) => {
          event.preventDefault()
          model.send()
        }}
      >
        <Tabs model={model} />
        <AboutStrip model={model} conversation={conversation} />
        <Writing model={model} conversation={conversation} />
        <Uploads model={model.uploads} target={target} />
        <div class="cp-b">
          <AttachButton onFiles={(files) => model.uploads.add(files, target())} />
          <EmojiButton model={model} />
          <span class="grow" />
          <Remaining model={model} />
          <button type="submit" class="btn btn-primary" disabled={!model.canSend.value}>
            {t(verb)} <Kbd>⏎</Kbd>
          </button>
        </div>
      </form>
    </div>
  )
}

const MODES: readonly Mode[] = ['reply', 'note']

function Tabs({ model }: { model: ComposerModel }) {
  const mode = model.mode.value
  return (
    <div class="cp-t">
      <div role="tablist" class="row" aria-label={t('composer.kind')}>
        {MODES.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={mode === one}
            tabIndex={mode === one ? 0 : -1}
            onClick={() => model.setMode(one)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              event.preventDefault()
              model.setMode(one === 'reply' ? 'note' : 'reply')
              const other = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling
              if (other instanceof HTMLElement) other.focus()
            }}
          >
            {one === 'note' && <Icon name="lock" size={14} />}
            {t(`composer.${one}`)}
          </button>
        ))}
      </div>
      <span class="grow" />
      <span class="faint cut only-d" id="composer-about">
        {t(mode === 'note' ? 'note.private' : 'composer.to_chat')}
      </span>
    </div>
  )
}

function Writing({ model, conversation }: Props) {
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

/** Text that is nearly too long says by how much. */
const TELL_FROM = 500

function Remaining({ model }: { model: ComposerModel }) {
  const left = model.remaining.value
  if (left > TELL_FROM) return null
  return (
    <output class={left < 0 ? 'err num' : 'faint num'}>
      {left < 0 ? t('composer.too_long', { count: -left }) : t('composer.left', { count: left })}
    </output>
  )
}

function AttachButton({ onFiles }: { onFiles(files: File[]): void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        class="ib"
        aria-label={t('composer.attach')}
        title={t('composer.attach')}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
