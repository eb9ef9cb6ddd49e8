import {
  chatOptionsOf,
  type PreviewAsked,
  palettesOf,
  settingsOf,
  TEXT_KEYS,
  type TextKey,
} from '@parley/protocol/look'
import type { Chat } from '../app/sdk/chat.ts'
import type { Frame, MessengerModule } from '../loader/frame.ts'
import { install } from '../loader/widgets.ts'
import { availabilityFor } from './availability.ts'
import { keepFocus, standIn, type Told, VISITOR } from './stand-in.ts'
import { createTalk, SAMPLE } from './talk.ts'

/**
 * The widget in the inbox's settings: the real loader and the real messenger on a page of ours that may connect to
 * nothing. What is shown comes by message from the inbox around it, as it is typed.
 */
type Api = { open(): Promise<void>; close(): Promise<void>; destroy(): Promise<void> }

const { inbox = '', messenger = '', sheet = '', tab = '' } = document.body.dataset
const told: Told = { options: null, talk: createTalk(VISITOR) }
standIn(told)
keepFocus()
const loading = import(messenger) as Promise<MessengerModule>
loading.catch(() => parent.postMessage({ parley: 'preview-failed' }, inbox))
let module: MessengerModule | null = null
let chat: Chat | null = null
/** What the widget on the page was begun with, and what of it is shown. */
let begun = ''
let shown = ''

/** The messenger, as the loader asks for it: this module stands in its place to learn of it. */
export function mount(frame: Frame): Chat {
  chat = (module as MessengerModule).mount(frame) as Chat // whoever begins a widget has loaded it
  return chat
}

const api = () => (globalThis as unknown as { Parley: Api }).Parley
/** The loader's own root. */
const hosts = () =>
  [...document.querySelectorAll('html > *, body > *')].filter((one): one is HTMLElement => one.shadowRoot !== null)

/** Everything that is in force only from the next load on: the widget is begun anew for it. */
async function begin(settings: ReturnType<typeof settingsOf>, locale: string): Promise<void> {
  const { style: _style, side: _side, theme: _theme, ...lasting } = settings
  const next = JSON.stringify([lasting, locale])
  if (next === begun) return
  if (begun) await api().destroy()
  begun = next
  shown = ''
  chat = null
  document.documentElement.lang = locale
  install(settings.key, settings)
}

/** Colours, side and distances are rules: they change where the widget stands. */
function dress({ style, side, theme }: ReturnType<typeof settingsOf>, isDark: boolean): void {
  const device = isDark ? 'dark' : 'light'
  document.body.dataset.theme = device
  for (const { dataset, shadowRoot } of hosts()) {
    dataset.side = side
    dataset.theme = theme === 'auto' ? device : theme
    shadowRoot?.adoptedStyleSheets[0]?.replaceSync(style)
  }
}

async function look(view: PreviewAsked['view'], hasHome: boolean): Promise<void> {
  const wanted = `${view} ${hasHome}`
  if (wanted === shown) return
  shown = wanted
  if (view === 'closed') return api().close()
  await api().open()
  const { chat: model } = (chat as Chat).models // it was opened
  if (view === 'thread') return model.openOne(SAMPLE)
  model.startNew()
  if (view === 'home' && hasHome) model.screen.value = 'home'
}

async function show({ site, view, isDark, locale, words }: PreviewAsked): Promise<void> {
  module ??= await loading
  const { color, language, ...own } = site
  const options = { ...site.options, proactive: { campaigns: [] } } // they come by themselves, and would stand in the way
  const addresses = {
    api: location.origin,
    messenger: import.meta.url,
    launcherSheet: (shape: string) => (shape === 'tab' ? tab : sheet),
  }
  const shown = { ...own, ...palettesOf(color), language, rev: '' }
  const settings = settingsOf(shown, options, addresses)
  const around = {
    rev: '',
    logo: site.logo,
    availability: availabilityFor(view === 'offline'),
    departments: [],
    versionOf: () => '1',
  }
  told.options = chatOptionsOf({ options, language, greeting: site.greeting }, around, [locale])
  if (!begun) told.talk.begin(words)
  await begin(settings, locale)
  dress(settings, isDark)
  await look(view, options.home.on)
  await tellTexts(locale)
  await chat?.models.refresh()
}

/** The widget's own words in this language, for whoever writes others: those that stand where the owner has none. */
let toldLocale = ''
async function tellTexts(locale: string): Promise<void> {
  if (!chat || toldLocale === locale) return
  toldLocale = locale
  const { kit, models } = chat
  const { options } = told
  const { texts: _own, ...plain } = options ?? ({} as never)
  told.options = plain
  await models.refresh()
  await kit.loadMore()
  // The language itself may still be on its way: it says so when it is there.
  for (let tries = 0; tries < 40 && !kit.language.value.startsWith(locale.slice(0, 2)); tries++) await soon()
  await kit.loadMore()
  const texts = Object.keys(TEXT_KEYS).map((key) => [key, kit.t(key as TextKey)])
  parent.postMessage({ parley: 'preview-texts', texts: Object.fromEntries(texts) }, inbox)
  told.options = options
}
const soon = () => new Promise((go) => setTimeout(go, 50))

/** One after the other; of what was asked meanwhile only the last. */
let next: PreviewAsked | null = null
let isShowing = false
async function follow(): Promise<void> {
  if (isShowing) return
  isShowing = true
  try {
    while (next) {
      const asked = next
      next = null
      await show(asked)
    }
  } finally {
    isShowing = false
  }
}

addEventListener('message', ({ source, origin, data }: MessageEvent) => {
  if (source !== parent || origin !== inbox || data?.parley !== 'preview') return
  next = data
  void follow()
})
parent.postMessage({ parley: 'preview-ready' }, inbox)
