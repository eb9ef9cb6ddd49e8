import { useModel } from '@preact/signals'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { PasswordField, TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { InstallApp } from '../offline/InstallApp.tsx'
import { PageHead } from './PageHead.tsx'
import { Preferences } from './Preferences.tsx'
import { SignIns } from './SignIns.tsx'

export function ProfilePage() {
  const { me, signOut } = useWorkbench()
  const [isAsking, setAsking] = useState(false)
  return (
    <div class="sform">
      <PageHead title={t('settings.profile')} lead={me.email} />
      <Name />
      <Preferences />
      <InstallApp />
      <Password />
      <section class="sec" aria-labelledby="profile-sign-ins">
        <h2 id="profile-sign-ins">{t('profile.sign_ins')}</h2>
        <SignIns />
        <div class="row">
          <button type="button" class="btn" onClick={() => void signOut()}>
            {t('nav.sign_out')}
          </button>
          <button type="button" class="btn" onClick={() => setAsking(true)}>
            {t('profile.everywhere')}
          </button>
        </div>
      </section>
      {isAsking && <Everywhere onClose={() => setAsking(false)} />}
    </div>
  )
}

function Name() {
  const { client, session, people, toasts, me } = useWorkbench()
  const form = useModel(FormModel)
  const state = session.session.value
  const name = state.phase === 'signed_in' ? state.agent.name : me.name
  // What was typed stays when it could not be stored.
  const [typed, setTyped] = useState(name)
  return (
    <form
      class="sec"
      aria-labelledby="profile-name"
      onSubmit={async (event) => {
        event.preventDefault()
        const { name: next } = formValues(event.currentTarget, 'name')
        const isStored = await form.run(async () => {
          const agent = await client.call('updateMe', { body: { name: next } })
          session.update(agent)
          people.set(agent)
        })
        if (isStored) toasts.show({ text: t('profile.saved'), tone: 'plain' })
      }}
    >
      <h2 id="profile-name">{t('profile.you')}</h2>
      <Problem problem={form.problem.value} />
      <TextField
        label={t('field.name')}
        hint={t('profile.name.hint')}
        name="name"
        autocomplete="name"
        required
        maxlength={120}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <div>
        <SubmitButton isBusy={form.isBusy.value} label={t('profile.save_name')} busyLabel={t('save.saving')} isQuiet />
      </div>
    </form>
  )
}

function Password() {
  const { client, toasts, me } = useWorkbench()
  const form = useModel(FormModel)
  return (
    <form
      class="sec"
      aria-labelledby="profile-password"
      onSubmit={async (event) => {
        event.preventDefault()
        const element = event.currentTarget
        const body = formValues(element, 'current', 'password')
        if (!(await form.run(() => client.call('changePassword', { body })))) return
        element.reset()
        toasts.show({ text: t('profile.password.changed'), tone: 'plain' })
      }}
    >
      <h2 id="profile-password">{t('profile.password')}</h2>
      <Problem problem={form.problem.value} />
      <input
        class="vh"
        type="text"
        name="username"
        autocomplete="username"
        value={me.email}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <PasswordField
        label={t('profile.password.current')}
        name="current"
        autocomplete="current-password"
        required
        maxlength={256}
      />
      <PasswordField
        label={t('password.new')}
        hint={t('field.password.hint')}
        name="password"
        autocomplete="new-password"
        required
        minlength={10}
        maxlength={256}
      />
      <div>
        <SubmitButton
          isBusy={form.isBusy.value}
          label={t('profile.password.change')}
          busyLabel={t('save.saving')}
          isQuiet
        />
      </div>
    </form>
  )
}

/** It ends the very session that asks: what is not sent yet would be lost, so it is asked about first. */
function Everywhere({ onClose }: { onClose(): void }) {
  const { signOut } = useWorkbench()
  const form = useModel(FormModel)
  return (
    <Dialog title={t('profile.everywhere.ask')} onClose={onClose}>
      <div class="dialog-body">
        <p>{t('profile.everywhere.what')}</p>
        <Problem problem={form.problem.value} />
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('profile.everywhere.keep')}
          </button>
          <button
            type="button"
            class="btn btn-danger"
            aria-busy={form.isBusy.value}
            onClick={() => void form.run(() => signOut(true))}
          >
            {t('profile.everywhere')}
          </button>
        </footer>
      </div>
    </Dialog>
  )
}
