import type { AgentId, DepartmentId } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { Receiver } from '../../models/conversation-actions.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'

const MOST_CHARACTERS = 2000

const receiverOf = (id: string): Receiver =>
  id.startsWith('dep_') ? { departmentId: id as DepartmentId } : { agentId: id as AgentId } // as the choices are made

/** To whom, and what they should know; the note is a note in the thread. */
export function TransferDialog({ model, onClose }: { model: ConversationModel; onClose(): void }) {
  const { people, me } = useWorkbench()
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const present = model.facts.value?.assigneeId
  const colleagues = people.assignable.value.filter(({ id }) => id !== me.id && id !== present)
  const departments = people.departments.value.filter(({ id }) => id !== model.row.value?.departmentId)
  async function send(): Promise<void> {
    setMissing(to === '')
    if (to === '' || isBusy) return
    setBusy(true)
    const isDone = await model.handOver(receiverOf(to), note)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={t('transfer.title')} kind="dialog-form" onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field label={t('transfer.to')} {...(isMissing ? { error: t('transfer.missing') } : {})}>
          {(ids) => (
            <span class="sel">
              <select class="input" value={to} onChange={(event) => setTo(event.currentTarget.value)} {...ids}>
                <option value="">{t('transfer.choose')}</option>
                {departments.length > 0 && (
                  <optgroup label={t('transfer.departments')}>
                    {departments.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </optgroup>
                )}
                <optgroup label={t('transfer.colleagues')}>
                  {colleagues.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              </select>
              <Icon name="chevron-down" size={16} />
            </span>
          )}
        </Field>
        <Field label={t('transfer.note')} isOptional hint={t('transfer.hint')}>
          {(ids) => (
            <textarea
              class="input"
              rows={4}
              dir="auto"
              maxLength={MOST_CHARACTERS}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
              {...ids}
            />
          )}
        </Field>
        <div class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="btn btn-primary" aria-busy={isBusy}>
            {t('transfer.verb')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
