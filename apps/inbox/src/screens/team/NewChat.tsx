import type { AgentId } from '@parley/protocol'
import { useMemo, useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { fitting } from '../../models/mentions.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'

/** With whom to chat: one colleague, or several as a group. */
export function NewChat() {
  const { team, ui, goToChat, people, me } = useWorkbench()
  const form = useMemo(() => new FormModel(), [])
  const [chosen, setChosen] = useState<readonly AgentId[]>([])
  const [query, setQuery] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const colleagues = people.assignable.value.filter(({ id }) => id !== me.id)
  const shown = fitting(colleagues, query)
  const toggle = (id: AgentId) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const begin = (ids: readonly AgentId[], name: string) =>
    form.run(async () => {
      const id = await team.begin([...ids], name)
      ui.dismiss()
      goToChat(id)
    })
  return (
    <Dialog title={t('command.new-chat')} kind="dialog-form" onClose={ui.dismiss}>
      <form
        class="dialog-body"
        onInput={form.clear}
        onSubmit={(event) => {
          event.preventDefault()
          const { name = '' } = chosen.length > 1 ? formValues(event.currentTarget, 'name') : {}
          const only = chosen.length === 0 && query && shown.length > 0 ? shown.slice(0, 1).map(({ id }) => id) : chosen
          if (only.length > 0) void begin(only, name.trim())
        }}
      >
        {colleagues.length === 0 ? (
          <p class="muted">{t('chat.no_colleagues')}</p>
        ) : (
          <>
            <input
              ref={search}
              type="search"
              class="input"
              aria-label={t('chat.with')}
              placeholder={t('chat.with')}
              value={query}
              onInput={(event) => setQuery(event.currentTarget.value)}
            />
            <ul class="chat-m" aria-label={t('chat.with')}>
              {shown.map(({ id, name }) => (
                <li key={id}>
                  <label class="row">
                    <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                    <Avatar id={id} name={name} size={28} />
                    <span class="cut">{name}</span>
                  </label>
                </li>
              ))}
            </ul>
            {shown.length === 0 && <p class="muted">{t('chat.nobody')}</p>}
          </>
        )}
        {chosen.length > 1 && (
          <>
            <TextField label={t('chat.name')} name="name" maxlength={80} isOptional />
            <p class="muted">{t('chat.group.what')}</p>
          </>
        )}
        <Problem problem={form.problem.value} />
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={ui.dismiss}>
            {t('action.cancel')}
          </button>
          <SubmitButton
            label={t(chosen.length > 1 ? 'chat.begin_group' : 'chat.begin')}
            busyLabel={t('chat.beginning')}
            isBusy={form.isBusy.value}
          />
        </footer>
      </form>
    </Dialog>
  )
}
