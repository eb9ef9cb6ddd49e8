import type { DepartmentId, VisitorId } from '@parley/protocol'
import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../context.ts'
import { reasonText } from '../format/refusals.ts'
import { previewOf } from '../format/rows.ts'
import { t } from '../i18n/translate.ts'
import { signsOf } from '../keyboard/shortcuts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Select } from '../ui/Select.tsx'

/** As the protocol limits a message. */
const MOST_CHARACTERS = 10_000

type ButtonProps = { id: VisitorId; name: string; label: string; class?: string }

/** Asks for the first message of a conversation with a visitor; stands wherever one is shown. */
export function NewConversationButton({ id, name, label, class: kind = 'btn btn-s' }: ButtonProps) {
  const { begin } = useWorkbench()
  return (
    <button type="button" class={kind} aria-haspopup="dialog" onClick={() => begin.begin({ id, name })}>
      <Icon name="edit" size={16} />
      {label}
    </button>
  )
}

/** The first message of a conversation that an agent begins. Lives in the shell: the visitor may leave meanwhile. */
export function NewConversation() {
  const { begin } = useWorkbench()
  const name = begin.whom.value?.name ?? ''
  return (
    <Dialog title={t('begin.title', { name })} kind="dialog-form" onClose={begin.close}>
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void begin.send()
        }}
      >
        <OpenOnes />
        {begin.mayBegin.value && <Writing />}
        <Outcome />
        <Foot />
      </form>
    </Dialog>
  )
}

/** What is open with him already: most of the time that is what one wants. */
function OpenOnes() {
  const { begin, goToConversation } = useWorkbench()
  const rows = begin.openOnes.value
  if (rows.length === 0) return null
  return (
    <div class="begin-o">
      <p>{t(begin.mayBegin.value ? 'begin.has_open' : 'begin.has_one')}</p>
      <ul>
        {rows.slice(0, 3).map((row) => (
          <li key={row.id}>
            <span class="cut grow" dir="auto">
              {previewOf(row).text}
            </span>
            <button
              type="button"
              class="btn btn-s"
              onClick={() => {
                begin.close()
                goToConversation(row.id)
              }}
            >
              {t('begin.open')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Writing() {
  const { begin } = useWorkbench()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const isBusy = begin.phase.value !== 'writing'
  return (
    <>
      <Field label={t('begin.message')} hint={t('begin.hint')}>
        {(ids) => (
          <textarea
            ref={field}
            class="input"
            rows={5}
            dir="auto"
            maxLength={MOST_CHARACTERS}
            readOnly={isBusy}
            value={begin.draft.value.text}
            onInput={({ currentTarget }) => begin.write({ text: currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
              event.preventDefault()
              void begin.send()
            }}
            {...ids}
          />
        )}
      </Field>
      <Departments />
    </>
  )
}

function Departments() {
  const { begin } = useWorkbench()
  const all = begin.departments.value
  if (all.length < 2) return null
  const choices: { value: DepartmentId | ''; label: string }[] = [
    { value: '', label: t('begin.department.default') },
    ...all.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <Select
      label={t('begin.department')}
      value={begin.draft.value.departmentId ?? ''}
      choices={choices}
      onChange={(id) => begin.write({ departmentId: id || null })}
    />
  )
}

/** Why it was not begun, or that it will be. */
function Outcome() {
  const { begin } = useWorkbench()
  const code = begin.problem.value
  if (code)
    return (
      <p class="problem" role="alert">
        <Icon name="alert" />
        <span>{reasonText(code)}</span>
      </p>
    )
  return begin.phase.value === 'waiting' ? <p role="status">{t('begin.waiting')}</p> : null
}

function Foot() {
  const { begin, window } = useWorkbench()
  const isWaiting = begin.phase.value === 'waiting'
  const isSending = begin.phase.value === 'sending'
  return (
    <footer class="dialog-f">
      {isWaiting && (
        <button type="button" class="btn" onClick={begin.takeBack}>
          {t('begin.take_back')}
        </button>
      )}
      <button type="button" class="btn" onClick={begin.close}>
        {t(isWaiting ? 'begin.hide' : 'action.cancel')}
      </button>
      {begin.mayBegin.value && (
        <button
          type="submit"
          class="btn btn-primary"
          aria-busy={isSending || isWaiting}
          aria-keyshortcuts="Control+Enter"
          disabled={!begin.canSend.value}
        >
          {(isSending || isWaiting) && <span class="spin" />}
          {t('composer.send')} <Kbd>{signsOf('Mod+Enter', window.isApple).join(' ')}</Kbd>
        </button>
      )}
    </footer>
  )
}
