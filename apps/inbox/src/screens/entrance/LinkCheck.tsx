import { ClientError } from '@parley/client'
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../context.ts'
import { problemText } from '../../format/problems.ts'
import { t } from '../../i18n/translate.ts'
import type { FormProblem } from '../../models/form-model.ts'
import type { Route } from '../../routes.ts'
import { Entrance } from './Entrance.tsx'

/** Where a used link leaves its person. */
export const LINK_START: Route = { screen: 'conversations', view: null, conversationId: null }

type Check<T> = { state: 'checking' } | { state: 'good'; answer: T } | { state: 'dead'; problem: FormProblem }

/** Asks once whether a one-time link is still good, before a form is filled in for nothing. */
export function useLinkCheck<T>(ask: () => Promise<T>): Check<T> {
  const [check, setCheck] = useState<Check<T>>({ state: 'checking' })
  useEffect(() => {
    let isHere = true
    ask().then(
      (answer) => isHere && setCheck({ state: 'good', answer }),
      (error: unknown) => {
        const { code, retryAfterMs } = error instanceof ClientError ? error : new ClientError('internal_error', 0)
        if (isHere) setCheck({ state: 'dead', problem: { code, retryAfterMs } })
      },
    )
    return () => {
      isHere = false
    }
  }, [])
  return check
}

/** A link that is used, expired, or could not be asked about, with the way on. */
export function DeadLink({ problem }: { problem: FormProblem }) {
  const { router, window } = useApp()
  const isRefused = problem.code !== 'network'
  return (
    <Entrance title={isRefused ? t('link.dead') : t('start.unreachable')} lead={problemText(problem)}>
      {isRefused ? (
        <button type="button" class="btn btn-primary btn-l" onClick={() => router.replace(LINK_START)}>
          {t('link.to_sign_in')}
        </button>
      ) : (
        <button type="button" class="btn btn-primary btn-l" onClick={window.reload}>
          {t('action.retry')}
        </button>
      )}
    </Entrance>
  )
}
