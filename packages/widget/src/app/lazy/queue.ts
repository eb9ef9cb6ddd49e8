import type { ComponentType } from 'preact'
import type { Handle } from '../models/handle.ts'
import type { Models, WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { createTurnNotice } from './queue/turn-notice.ts'
import { placeText, waitText } from './queue/words.ts'
import css from './queue.css'

const BELL = 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5ZM10 20.5h4'
/** A line that was longer when he came is shown by words alone. */
const MOST_STEPS = 12

/** Where the visitor stands in line, what can be promised of the wait, and the offer to call him back. */
export function create(kit: Kit): ComponentType<WithModels> {
  const { h, view, t } = kit
  const notice = createTurnNotice(kit)
  return view<WithModels>(({ models }) => {
    models.adopt(css)
    const { chat, options, store } = models
    const asked = notice(models)
    /** How many were ahead when this was drawn first. */
    let most = 0
    return () => {
      const handle = chat.handle.value
      const told = handle && waiting(handle, models)
      if (!told?.position) return null
      const ahead = told.position - 1
      most = Math.max(most, ahead)
      const wait = waitText(kit, told.wait)
      return h(
        'section',
        { class: 'queue', 'aria-label': t('queue') },
        h('p', { class: 'queue-n', role: 'status' }, placeText(kit, told)),
        wait && h('p', null, wait),
        most > 0 && most <= MOST_STEPS && !told.isBeyond && steps(kit, most, most - ahead),
        options.value && asked.offer(h, BELL),
        store.consent === 'granted' && h('p', { class: 'queue-kept' }, t('queue_kept')),
      )
    }
  })
}

/** While it is closed nobody comes, whatever the line: that is said above the field. */
function waiting({ queue, fold }: Handle, { options }: Models) {
  const { status, assigneeId } = fold.value ?? {}
  const isOpen = options.value?.availability.state !== 'offline'
  return isOpen && status === 'open' && !assigneeId ? queue.value : null
}

function steps({ h }: Kit, count: number, done: number) {
  return h(
    'div',
    { class: 'steps', 'aria-hidden': 'true' },
    Array.from({ length: count }, (_, at) => h('i', { key: at, class: at < done ? 'on' : '' })),
  )
}
