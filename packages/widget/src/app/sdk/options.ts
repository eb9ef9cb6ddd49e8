import type { Options, ThemeMode } from '@parley/sdk/types'
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
  tags: (own, value) => api(own).addTags(...(list(value) as string[])),
  // `pending` is what the site says by itself.
  consent: (own, value) => (value === 'pending' ? undefined : api(own).setConsent({ storage: value === 'granted' })),
  debug: (own, value) => api(own).debug(value === '' || value === 'true' || value === true),
  launcher(own, value) {
    if (value === 'none') own.frame.launcher.hidden = true // the chat stays as it is
  },
  load: (own, value) => (value === 'now' ? own.chat() : undefined),
  openOn: async (own, value) => (await import('./open-on.ts')).openOn(own, checks(own).text('openOn', value, 40)),
}

/** What is not known is left: a page may be older or newer than we are. */
export async function applyOptions(own: Own, given: Options | DOMStringMap): Promise<void> {
  const all = given as Record<string, unknown>
  for (const [name, apply] of Object.entries(APPLY)) if (all[name] !== undefined) await apply(own, all[name], all)
}
