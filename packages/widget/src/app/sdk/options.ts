import type { Options, ThemeMode } from '@parley/sdk/types'
import tab from '../../loader/tab.css'
import { checks } from './checks.ts'
import type { Own } from './own.ts'

type Apply = (own: Own, value: unknown, all: Record<string, unknown>) => unknown

/** Attributes are texts. */
const number = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value)
const list = (value: unknown) => (typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value)
const api = (own: Own) => own.frame.widget.api
const place =
  (name: string): Apply =>
  (own, value) =>
    api(own).setPosition({ [name]: value })

/** What each setting of a tag, of `boot` and of `update` does; each is one of the commands. */
const APPLY: Record<string, Apply> = {
  position: place('side'),
  offsetX: (own, value) => api(own).setPosition({ x: number(value) as number }),
  offsetY: (own, value) => api(own).setPosition({ y: number(value) as number }),
  zIndex: (own, value) => api(own).setPosition({ zIndex: number(value) as number }),
  theme: (own, value) => api(own).setTheme({ mode: value as ThemeMode }),
  locale: (own, value) => api(own).setLocale(value as string),
  user: (own, value, { token }) =>
    api(own).identify(value as object, token === undefined ? {} : { token: token as string }),
  department: (own, value) => api(own).setDepartment(value as string),
  tags(own, value) {
    const tags = list(value)
    return api(own).addTags(...(Array.isArray(tags) ? tags : checks(own).refuse('tags', 'a list of texts')))
  },
  consent: async (own, value) => {
    if (value === 'pending') return // what the site says by itself
    await api(own).setConsent({ storage: value === 'granted' }) // what is not understood is no consent
    checks(own).oneOf('consent', value, ['granted', 'pending', 'denied'])
  },
  debug: (own, value) => api(own).debug(value === '' || value === 'true' || value === true),
  launcher(own, value) {
    checks(own).oneOf('launcher', value, ['bubble', 'tab', 'none'])
    own.sheet('tab', value === 'tab' ? tab : '')
    if (!own.frame.isInline) own.frame.launcher.hidden = value === 'none' // the chat stays as it is
  },
  label,
  load(own, value) {
    checks(own).oneOf('load', value, ['idle', 'interaction', 'now'])
    if (value === 'now') return own.chat()
    if (value === 'idle') (globalThis.requestIdleCallback ?? setTimeout)(() => void own.chat().catch(() => undefined))
    return undefined
  },
  openOn: async (own, value) => (await import('./open-on.ts')).openOn(own, checks(own).text('openOn', value, 40)),
}

/** The launcher says it while the chat is closed; open, it says what a press does. */
function label(own: Own, value: unknown): void {
  const text = checks(own).text('label', value, 60)
  const { held, frame, listeners } = own
  const say = () => {
    if (held.label) frame.launcher.setAttribute('aria-label', held.label)
  }
  if (held.label === undefined) listeners.addOwn('closed', say)
  held.label = text
  frame.launcher.dataset['label'] = text
  if (frame.launcher.getAttribute('aria-expanded') !== 'true') say()
}

/**
 * What is not known is left: a page may be older or newer than we are. One that is wrong keeps none of the others from
 * being applied; the first of them is told.
 */
export async function applyOptions(own: Own, given: Options | DOMStringMap): Promise<void> {
  const all = given as Record<string, unknown>
  const wrong: unknown[] = []
  for (const [name, apply] of Object.entries(APPLY)) {
    try {
      if (all[name] !== undefined) await apply(own, all[name], all)
    } catch (error) {
      wrong.push(error)
    }
  }
  if (wrong.length > 0) throw wrong[0]
}
