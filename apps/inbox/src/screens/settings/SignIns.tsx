import { useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { SignInsModel } from '../../models/sign-ins-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Pending } from './PageHead.tsx'

/** Where the agent is signed in, and the way to end each of them. */
export function SignIns() {
  const { client } = useWorkbench()
  const model = useMemo(() => new SignInsModel(client), [client])
  const state = model.state.value
  if (state !== 'ready') return <Pending state={state} onRetry={() => void model.load()} />
  return (
    <ul class="tiles" aria-label={t('profile.sign_ins')}>
      {model.sessions.value.map(({ id, browser, usedAt, current }) => (
        <li key={id} class="tile">
          <Icon name="monitor" />
          <span class="grow">
            <b class="cut">{browser}</b>
            <span class="muted">{current ? t('profile.here') : t('profile.used', { time: fullTime(usedAt) })}</span>
          </span>
          {!current && (
            <button
              type="button"
              class="btn btn-s"
              aria-label={t('profile.end_named', { browser })}
              onClick={() => void model.end(id)}
            >
              {t('profile.end')}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
