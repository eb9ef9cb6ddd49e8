import { useModel } from '@preact/signals'
import { useApp } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { PasswordField, TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { Entrance } from './Entrance.tsx'
import { DeadLink, LINK_START, useLinkCheck } from './LinkCheck.tsx'

/** The first start: workspace, site and owner from the one-time link that the server printed. */
export function SetUp({ token }: { token: string }) {
  const { api, router, session } = useApp()
  const form = useModel(FormModel)
  const check = useLinkCheck(() => api('getSetup', { token }))
  if (check.state === 'checking') return null
  if (check.state === 'dead') return <DeadLink problem={check.problem} />
  return (
    <Entrance title={t('set_up.title')} lead={t('set_up.lead')}>
      <form
        class="lg-form"
        onSubmit={(event) => {
          event.preventDefault()
          const values = formValues(event.currentTarget, 'workspaceName', 'name', 'email', 'password')
          void form.run(async () => {
            await session.open('setUp', { token, ...values })
            router.replace(LINK_START)
          })
        }}
      >
        <Problem problem={form.problem.value} />
        <TextField
          label={t('set_up.workspace')}
          name="workspaceName"
          autocomplete="organization"
          required
          maxlength={120}
          placeholder="Wrenfield Cycles"
        />
        <TextField label={t('set_up.name')} name="name" autocomplete="name" required maxlength={120} />
        <TextField
          label={t('field.email')}
          name="email"
          type="email"
          autocomplete="username"
          required
          maxlength={254}
        />
        <PasswordField
          label={t('field.password')}
          name="password"
          autocomplete="new-password"
          required
          minlength={10}
          maxlength={256}
          hint={t('field.password.hint')}
        />
        <SubmitButton isBusy={form.isBusy.value} label={t('set_up.submit')} busyLabel={t('set_up.busy')} isLarge />
      </form>
    </Entrance>
  )
}
