import { createVisitorClient, painted } from '@parley/client/visitor'
import type { ChatOptions } from '@parley/protocol'
import { computed, effect, signal } from '@preact/signals-core'
import { render } from 'preact'
import type { Frame } from '../loader/frame.ts'
import { chooseLanguage, fallBackOn, owned } from './i18n/translate.ts'
import { listen } from './listen.ts'
import { ChatModel } from './models/chat-model.ts'
import { ComposerModel } from './models/composer-model.ts'
import { LineModel } from './models/line-model.ts'
import type { Models } from './models/models.ts'
import { OptionsModel } from './models/options-model.ts'
import { nameLauncher } from './name-launcher.ts'
import type { Chat } from './sdk/chat.ts'
import css from './styles/messenger.css'
import { fetched, kit } from './ui/kit.ts'
import { Panel } from './views/Panel.tsx'
import { fetchTalk, talking } from './views/talk.ts'

/** Gives the widget's root one sheet more; the same text again does nothing. */
function sheetsOf(root: ShadowRoot) {
  const adopted = new Set<string>()
  return (text: string): void => {
    if (adopted.has(text)) return
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    root.adoptedStyleSheets.push(sheet)
    adopted.add(text)
  }
}

/** The language of the page, else of the visitor, else of the site. */
function speak(site: string): void {
  const { languages } = navigator
  void chooseLanguage([document.documentElement.lang, ...languages], languages, site)
}

/** What calls him back is there from his first message on. */
async function attend(models: Models, frame: Frame, place: Element): Promise<void> {
  if (models.attention.peek()) return
  const begin = await fetched(() => import('./lazy/attention.ts')).catch(() => null)
  if (begin && place.isConnected) models.attention.value ??= begin(models, frame)
}

/** What follows from what the visitor does: `begin` is called when he has a conversation, or is seen without one. */
function follow(models: Models, { launcher }: Frame, panel: HTMLElement, begin: () => void) {
  const { chat, client, store, options, talk } = models
  store.onDecide(client.persist)
  return [
    effect(() => {
      panel.hidden = !chat.isOpen.value
    }),
    effect(() => nameLauncher(chat, launcher)),
    effect(() => void talk.value), // it follows what is read from its arrival on, drawn or not
    effect(() => {
      owned.value = options.value?.texts
      fallBackOn(options.value?.language)
    }),
    effect(() => {
      // At each opening, should what is fetched not have come before.
      const isOpen = chat.isOpen.value
      if (chat.handle.value?.id.value || (isOpen && options.value?.privacy.live)) begin()
    }),
    effect(() => {
      const { value } = client.begun
      if (value && chat.handle.value) void fetched(() => import('./lazy/begun.ts')).then((meet) => meet(models, value))
    }),
  ]
}

/** Keeps nothing in the browser before the visitor consents, nor in a window that is lent its visitor by a page. */
function clientFor({ settings, store, given }: Frame) {
  const mayKeep = () => store.consent === 'granted' && !('popout' in given)
  return createVisitorClient({ url: settings.api, siteKey: settings.key, mayKeep })
}

/** Where the chat covers the page instead of standing on it (`phone.css` says the same). */
const isSheet = () => matchMedia('(max-width:480px),(max-height:560px)').matches

/** The page under the sheet. Where the line is down it scrolls behind it, and nothing else is lost. */
function createCovering({ isOpen }: ChatModel, place: Element) {
  let uncover: (() => void) | undefined
  return {
    async begin(): Promise<void> {
      const module = await import('./lazy/cover.ts').catch(() => null)
      if (isOpen.peek() && place.isConnected) uncover ??= module?.coverPage(place.firstElementChild as HTMLElement)
    },
    end(): void {
      uncover?.()
      uncover = undefined
    },
  }
}

/**
 * Once all is drawn that the opening changes: a focus lays out the page. A keyboard that comes up by itself would cover
 * half of a phone before anything was read.
 */
function enter(panel: HTMLElement): void {
  queueMicrotask(() => {
    const field = isSheet() ? null : panel.querySelector<HTMLElement>('.wc textarea')
    const first = field ?? panel
    first.focus()
  })
}

/** What the page has of us, for the parts that tell it something. */
const ofPage = ({ emit, isInline, root, widget: { api } }: Frame) => ({ emit, isInline, root, api })

/** Puts the chat beside the launcher; called once by the loader. */
export function mount(frame: Frame): Chat {
  const { settings, root, launcher, store } = frame
  const client = clientFor(frame)
  // The options are asked for while somebody looks at the chat, which in turn shows what they say.
  const options = computed((): ChatOptions | null => decided.options.value)
  const chat = new ChatModel(frame, client, options)
  const line = new LineModel(client.connection)
  // What takes files comes with what draws them.
  const composer = new ComposerModel(chat, async () => (await import('./lazy/draft-files.ts')).taking(kit, models))
  const decided = new OptionsModel(client, settings, chat.isLookedAt)
  const adopt = sheetsOf(root)
  const models: Models = {
    ...{ settings, options, client, chat, line, composer, tools: signal(null), store, refresh: decided.refresh, adopt },
    ...{ ...ofPage(frame), attention: signal(null), quiet: signal(false), profile: signal({ of: 0, said: {} }) },
    talk: computed(() => talking.value?.(models) ?? null),
    close: () => void frame.setOpen(false),
  }
  const place = document.createElement('div')
  const panel = () => place.firstElementChild as HTMLElement
  const covering = createCovering(chat, place)
  adopt(css)
  root.insertBefore(place, launcher)
  const stopListening = listen(models, root, place)
  speak(settings.language)
  render(<Panel models={models} />, place)
  if (frame.store.read('talks')) {
    void chat.begin()
    void fetchTalk() // beside what is said in it
  }
  const ends = follow(models, frame, panel(), () => {
    if (chat.handle.peek()?.id.peek()) void fetchTalk() // also where it is the page that writes
    void attend(models, frame, place)
  })

  return {
    models,
    kit,
    open() {
      chat.isOpen.value = true
      void chat.begin()
      void painted().then(decided.refresh)
      // The page's focus stays where it is.
      const isBeside = frame.isInline || frame.isUnasked
      panel().setAttribute('role', isBeside ? 'region' : 'dialog')
      if (isBeside) return
      if (isSheet()) void covering.begin()
      enter(panel())
    },
    close() {
      const hadFocus = root.activeElement !== null
      chat.isOpen.value = false
      covering.end()
      if (hadFocus) launcher.focus()
    },
    update(profile) {
      chat.know(Object.keys(profile))
      const of = client.session.peek()
      const before = models.profile.peek()
      models.profile.value = { of, said: { ...(before.of === of && before.said), ...profile } }
    },
    destroy() {
      for (const end of ends) end()
      models.attention.peek()?.end()
      models.talk.peek()?.end()
      covering.end()
      stopListening()
      chat.handle.peek()?.release()
      client.destroy()
      render(null, place)
      place.remove()
      for (const model of [composer, line, chat, decided]) model[Symbol.dispose]()
    },
  }
}
