import { useModel } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { AgentsModel } from '../../models/agents-model.ts'
import { FormModel } from '../../models/form-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { ROLES, rolesFor } from './roles.ts'

export function AddAgent({ agents, onClose }: { agents: AgentsModel; onClose(): void }) {
  const { me } = useWorkbench()
  const form = useModel(FormModel)
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => element.current?.querySelector('input')?.focus(), [])
  const roles = rolesFor(me.role)
  return (
    <Dialog title={t('agents.add.title')} kind="dialog-form" onClose={onClose}>
      <form
        ref={element}
        class="dialog-body"
        onSubmit={async (event) => {
          event.preventDefault()
          const { name, email, role } = formValues(event.currentTarget, 'name', 'email', 'role')
          const chosen = ROLES.find((one) => one === role) ?? 'agent'
          if (await form.run(() => agents.add({ name, email, role: chosen }))) onClose()
        }}
      >
        <Problem problem={form.problem.value} />
        <TextField label={t('field.name')} name="name" required maxlength={120} autocomplete="off" />
        <TextField label={t('field.email')} name="email" type="email" required maxlength={254} autocomplete="off" />
        <Field label={t('field.role')} hint={t('agents.role.hint')}>
          {(ids) => (
            <span class="sel">
              <select class="input" name="role" {...ids}>
                {roles.map((role) => (
                  <option key={role} value={role}>
                    {t(`role.${role}`)}
                  </option>
                ))}
              </select>
              <Icon name="chevron-down" size={16} />
            </span>
          )}
        </Field>
        <p class="hint">{t('agents.add.what')}</p>
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <SubmitButton isBusy={form.isBusy.value} label={t('agents.add')} busyLabel={t('agents.adding')} />
        </footer>
      </form>
    </Dialog>
  )
}
