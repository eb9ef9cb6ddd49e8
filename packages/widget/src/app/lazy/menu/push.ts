import type { MoreTexts } from '../../i18n/more/en.ts'
import type { PushState } from '../../models/attention.ts'
import type { Row } from './row.ts'

/** What the row says; it is there in these states alone. */
const LABELS: Partial<Record<PushState, keyof MoreTexts>> = {
  on: 'push',
  off: 'push',
  blocked: 'push_blocked',
  failed: 'push_failed',
}

/** Notifications of answers while no page is open; asked for by the visitor, never by us. */
export const push: Row = {
  key: 'push',
  icon: 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5ZM10 20.5h4',
  isShown({ attention, options }) {
    const here = options.value?.features.push ? attention.value?.push : null
    void here?.look()
    return Boolean(here && LABELS[here.state.value])
  },
  label: ({ kit: { t }, models: { attention } }) => t(LABELS[attention.value?.push.state.value ?? 'off'] ?? 'push'),
  isChecked: ({ attention }) => attention.value?.push.state.value === 'on',
  choose({ models: { attention, chat } }) {
    const here = attention.peek()?.push
    const was = here?.state.peek()
    if (was === 'on') void here?.disable()
    else if (was !== 'blocked')
      void here?.enable().then(() => {
        const is = here.state.peek()
        if (is === 'failed' || is === 'blocked') chat.menu.value = true // the row says it
      })
  },
}
