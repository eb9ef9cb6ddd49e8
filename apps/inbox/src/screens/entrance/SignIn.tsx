import { useModel } from '@preact/signals'
import { useApp } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { PasswordField, TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { Entrance } from './Entrance.tsx'

export function SignIn({ why }: { why: 'ended' | null }) {
  const { session, window } = useApp()
  const form = useModel(FormModel)
  return (
    <Entrance title={greeting(window.env.now())} lead={t('sign_in.lead')}>
      <form
        class="lg-form"
        onSubmit={(event) => {
          event.preventDefault()
          void form.run(() => session.open('signIn', formValues(event.currentTarget, 'email', 'password')))
        }}
      >
        {why === 'ended' && !form.problem.value && (
          <p class="notice" role="status">
            {t('sign_in.ended')}
          </p>
        )}
        <Problem problem={form.problem.value} />
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
          autocomplete="current-password"
          required
          maxlength={256}
        />
        <SubmitButton isBusy={form.isBusy.value} label={t('sign_in.submit')} busyLabel={t('sign_in.busy')} isLarge />
        <p class="hint">{t('sign_in.forgot')}</p>
      </form>
    </Entrance>
  )
}

function greeting(now: number): string {
  const hour = new Date(now).getHours()
  if (hour < 5 || hour >= 18) return t('sign_in.evening')
  return hour < 12 ? t('sign_in.morning') : t('sign_in.afternoon')
}
