import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'

/** Says new messages of others, and nothing else, to people who listen: politely, once. */
export function Announcer() {
  const { chat } = useModels()
  const text = useSignal('')
  const heard = useRef<{ handle: unknown; n: number }>({ handle: null, n: 0 })
  const handle = chat.handle.value
  const newest = handle?.timeline.value.findLast((item) => item.type === 'message' && !item.mine && item.n !== null)
  const n = newest?.n ?? 0
  const isReady = handle?.state.value === 'ready'

  useEffect(() => {
    const isSame = heard.current.handle === handle
    const before = heard.current.n
    if (isReady) heard.current = { handle, n: Math.max(n, isSame ? before : 0) }
    if (!isSame || n <= before || newest?.type !== 'message') return
    text.value = `${newest.actor.name ?? t('team')}: ${newest.body?.fallback ?? t('removed')}`
  }, [handle, n, isReady])

  return (
    <p class="vh" aria-live="polite">
      {text}
    </p>
  )
}
