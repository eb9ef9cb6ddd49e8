import { effect, type ReadonlySignal } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { t } from '../i18n/translate.ts'

type Places = Pick<BrowserWindow, 'setTitle' | 'setBadge'>

/** How much wants an answer: in the tab's title, and at the icon where the inbox is installed. Gives what ends it. */
export const showCount = (window: Places, count: ReadonlySignal<number>) => [
  effect(() => {
    window.setTitle(count.value > 0 ? t('title.unread', { count: count.value }) : t('title.plain'))
    window.setBadge(count.value)
  }),
  () => window.setBadge(0),
]
