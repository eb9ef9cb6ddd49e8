import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'

/** look.md: after 2 s without a line; danger after 30 s; "back online" for 3 s. */
const WARN_MS = 2_000
const DANGER_MS = 30_000
const BACK_MS = 3_000

type Level = 'none' | 'warn' | 'danger' | 'back'

/** Says the true thing about the line, under the header, never over content. */
export function Banner() {
  const { chat } = useModels()
  const level = useSignal<Level>('none')
  const state = chat.connection.value
  const isDown = state.phase === 'waiting' || (state.phase === 'connecting' && state.downSince !== null)
  useEffect(() => {
    if (!isDown) {
      if (level.peek() === 'none') return
      level.value = 'back'
      const timer = setTimeout(() => {
        level.value = 'none'
      }, BACK_MS)
      return () => clearTimeout(timer)
    }
    const timers = [
      setTimeout(() => {
        level.value = 'warn'
      }, WARN_MS),
      setTimeout(() => {
        level.value = 'danger'
      }, DANGER_MS),
    ]
    return () => timers.forEach(clearTimeout)
  }, [isDown])

  if (state.phase === 'stopped' && state.reason === 'forbidden')
    return (
      <p class="banner danger" role="alert">
        {t('refused')}
      </p>
    )
  if (level.value === 'none')
    return chat.storageLost.value ? (
      <p class="banner warn" role="status">
        {t('unsaved')}
      </p>
    ) : null
  if (level.value === 'back')
    return (
      <p class="banner ok" role="status">
        {t('back_online')}
      </p>
    )
  return (
    <p class={`banner ${level.value}`} role="status">
      <span class="spin" />
      <span class="grow">{t(level.value === 'warn' ? 'reconnecting' : 'offline')}</span>
      <button type="button" onClick={chat.tryNow}>
        {t('try_now')}
      </button>
    </p>
  )
}
