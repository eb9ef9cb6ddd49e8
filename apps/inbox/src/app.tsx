import { useEffect, useMemo } from 'preact/hooks'
import { AppContext, type AppParts, useApp, WorkbenchContext } from './context.ts'
import { t } from './i18n/translate.ts'
import type { Session } from './models/session-model.ts'
import { createWorkbench } from './models/workbench.ts'
import { PasswordLink } from './screens/entrance/PasswordLink.tsx'
import { SetUp } from './screens/entrance/SetUp.tsx'
import { SignIn } from './screens/entrance/SignIn.tsx'
import { Shell } from './screens/Shell.tsx'
import { useLate } from './ui/use-late.ts'

export function App({ parts }: { parts: AppParts }) {
  return (
    <AppContext.Provider value={parts}>
      <Door />
    </AppContext.Provider>
  )
}

/** Who sees what: one-time links first, then whoever is signed in, then the sign-in. */
function Door() {
  const { router, session } = useApp()
  const route = router.route.value
  const state = session.session.value
  if (route.screen === 'set-up') return <SetUp token={route.token} />
  if (route.screen === 'password') return <PasswordLink token={route.token} />
  switch (state.phase) {
    case 'starting':
      return <Starting />
    case 'unreachable':
      return <Unreachable />
    case 'signed_out':
      return <SignIn why={state.why} />
    case 'signed_in':
      return <SignedIn key={`${state.agent.id} ${state.agent.role} ${state.opened}`} state={state} />
  }
}

function SignedIn({ state }: { state: Extract<Session, { phase: 'signed_in' }> }) {
  const parts = useApp()
  // One workbench per person: a changed name must not tear it down.
  const bench = useMemo(() => createWorkbench(parts, state.agent, state.workspace), [parts])
  useEffect(() => () => bench.destroy(), [bench])
  return (
    <WorkbenchContext.Provider value={bench}>
      <Shell />
    </WorkbenchContext.Provider>
  )
}

function Starting() {
  return useLate(true, 400) ? (
    <main class="whole" aria-busy="true">
      <p class="row muted">
        <span class="spin" />
        {t('start.opening')}
      </p>
    </main>
  ) : null
}

function Unreachable() {
  const { session } = useApp()
  return (
    <main class="whole">
      <h1>{t('start.unreachable')}</h1>
      <p class="muted">{t('start.unreachable.what')}</p>
      <button type="button" class="btn btn-primary" onClick={session.retry}>
        {t('action.retry')}
      </button>
    </main>
  )
}
