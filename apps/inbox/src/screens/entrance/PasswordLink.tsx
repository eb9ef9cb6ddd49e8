import { useModel } from '@preact/signals'
import { useApp } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { PasswordField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { Entrance } from './Entrance.tsx'
import { DeadLink, LINK_START, useLinkCheck } from './LinkCheck.tsx'

/** A one-time link that sets a password: of an invited agent, or of one who forgot his. */
export function PasswordLink({ token }: { token: string }) {
  const { api, router, session } = useApp()
  const form = useModel(FormModel)
  const check = useLinkCheck(() => api('checkPasswordLink', { token }))
  if (check.state === 'checking') return null
  if (check.state === 'dead') return <DeadLink problem={check.problem} />
  const { name, email } = check.answer
  return (
    <Entrance title={t('password.title', { name })} lead={t('password.lead', { email })}>
      <form
        class="lg-form"
        onSubmit={(event) => {
          event.preventDefault()
          const { password } = formValues(event.currentTarget, 'password')
          void form.run(async () => {
            await session.open('setPassword', { token, password })
            router.replace(LINK_START)
          })
        }}
      >
        <Problem problem={form.problem.value} />
        {/* For password managers: whose password this is. */}
        <input
          class="vh"
          type="text"
          name="username"
          autocomplete="username"
          value={email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <PasswordField
          label={t('password.new')}
          name="password"
          autocomplete="new-password"
          required
          minlength={10}
          maxlength={256}
          hint={t('field.password.hint')}
        />
        <SubmitButton isBusy={form.isBusy.value} label={t('password.submit')} busyLabel={t('password.busy')} isLarge />
      </form>
    </Entrance>
  )
}
