import { useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'

/** A contact by hand. What was typed stays until it is saved. */
export function NewContact({ onClose }: { onClose(): void }) {
  const { client, contacts, goToContact } = useWorkbench()
  const form = useMemo(() => new FormModel(), [])
  const save = (told: Record<'name' | 'email' | 'phone' | 'company', string>) =>
    form.run(async () => {
      const given = Object.entries(told).filter(([, value]) => value !== '')
      const made = await client.call('createContact', { body: Object.fromEntries(given) })
      contacts.reload()
      onClose()
      goToContact(made.id)
    })
  return (
    <Dialog title={t('contacts.new')} onClose={onClose}>
      <form
        class="dialog-body"
        onInput={form.clear}
        onSubmit={(event) => {
          event.preventDefault()
          void save(formValues(event.currentTarget, 'name', 'email', 'phone', 'company'))
        }}
      >
        <TextField label={t('contact.name')} name="name" required maxlength={120} />
        <TextField label={t('contact.email')} name="email" type="email" maxlength={254} isOptional />
        <TextField label={t('contact.phone')} name="phone" maxlength={40} isOptional />
        <TextField label={t('person.company')} name="company" maxlength={120} isOptional />
        <Problem problem={form.problem.value} />
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <SubmitButton label={t('contacts.make')} busyLabel={t('contacts.making')} isBusy={form.isBusy.value} />
        </footer>
      </form>
    </Dialog>
  )
}
