import { LIMITS } from '@parley/protocol/constants'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { Asked } from '../../models/splitting/splitting-model.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { useAuthorName } from '../conversations/use-author-name.ts'

/** Which messages go on in a conversation of their own, and what will happen. */
export function SplitDialog() {
  const { splitting, open } = useWorkbench()
  const asked = splitting.asked.value
  const model = open.value?.model
  if (!asked || !model) return null
  return (
    <Dialog title={t('splitting.title')} kind="dialog-form" onClose={splitting.close}>
      <form
        class="dialog-body spl"
        onSubmit={(event) => {
          event.preventDefault()
          void splitting.split()
        }}
      >
        <Choice asked={asked} model={model} />
        <FirstMessage />
        <WhatHappens />
        <div class="dialog-f">
          <button type="button" class="btn" onClick={splitting.close}>
            {t('action.cancel')}
          </button>
          <button
            type="submit"
            class="btn btn-primary"
            aria-busy={splitting.isBusy.value}
            disabled={!splitting.canSplit.value}
          >
            {t('splitting.verb', { count: splitting.chosen.value.size })}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

type Props = { asked: Asked; model: ConversationModel }

function Choice({ asked, model }: Props) {
  const { splitting } = useWorkbench()
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(
    () => list.current?.querySelector<HTMLElement>('input:checked')?.scrollIntoView({ block: 'start' }),
    [],
  )
  const messages = model.blocks.value
    .flatMap((block) => (block.type === 'group' ? block.messages : []))
    .filter(({ messageId }) => messageId && asked.all.includes(messageId))
  return (
    <fieldset class="spl-f">
      <legend>{t('splitting.which')}</legend>
      <p class="spl-q">
        <button
          type="button"
          class="linkish"
          onClick={() => splitting.choose(asked.all.slice(asked.all.indexOf(asked.from)))}
        >
          {t('splitting.from_here')}
        </button>
        <button type="button" class="linkish" onClick={() => splitting.choose([asked.from])}>
          {t('splitting.this_only')}
        </button>
      </p>
      <div ref={list} class="spl-l">
        {messages.map((message) => (
          <Row key={message.key} message={message} model={model} />
        ))}
      </div>
      {splitting.isTooMany.value && (
        <p class="mrg-p" role="alert">
          {t('splitting.too_many', { count: LIMITS.splitMessages })}
        </p>
      )}
    </fieldset>
  )
}

function Row({ message, model }: { message: MessageItem; model: ConversationModel }) {
  const { splitting } = useWorkbench()
  const { messageId, actor, body, ts } = message
  const name = useAuthorName(actor, model)
  if (!messageId) return null
  return (
    <label class="spl-r">
      <input
        type="checkbox"
        checked={splitting.chosen.value.has(messageId)}
        onChange={() => splitting.toggle(messageId)}
      />
      <span class="grow">
        <span class="spl-h">
          <b dir="auto">{name}</b>
          <time class="faint" dateTime={ts}>
            {fullTime(ts)}
          </time>
        </span>
        <span class="spl-t" dir="auto">
          {body?.fallback}
        </span>
      </span>
    </label>
  )
}

/** As the protocol limits a message. */
const MOST_CHARACTERS = 10_000

function FirstMessage() {
  const { splitting } = useWorkbench()
  return (
    <Field label={t('splitting.text')} hint={t('splitting.text.hint')}>
      {(ids) => (
        <textarea
          class="input"
          rows={3}
          dir="auto"
          maxLength={MOST_CHARACTERS}
          value={splitting.text.value}
          onInput={({ currentTarget }) => splitting.write(currentTarget.value)}
          {...ids}
        />
      )}
    </Field>
  )
}

function WhatHappens() {
  const { splitting } = useWorkbench()
  return (
    <div class="spl-w">
      <h3>{t('splitting.what')}</h3>
      <ul>
        <li>{t('splitting.what.new')}</li>
        <li>{t('splitting.what.here')}</li>
        <li>{t('splitting.what.visitor')}</li>
        <li>{t('splitting.what.undo')}</li>
      </ul>
      {splitting.problem.value && (
        <p class="mrg-p" role="alert">
          {splitting.problem.value}
        </p>
      )}
    </div>
  )
}
