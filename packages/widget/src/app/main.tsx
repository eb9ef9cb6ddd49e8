import { createVisitorClient } from '@parley/client/visitor'
import { effect, signal } from '@preact/signals-core'
import { render } from 'preact'
import type { Frame, Messenger } from '../loader/frame.ts'
import { createDescriber } from './describe.ts'
import { chooseLanguage } from './i18n/translate.ts'
import { listen } from './listen.ts'
import { ChatModel } from './models/chat-model.ts'
import { ComposerModel } from './models/composer-model.ts'
import { LineModel } from './models/line-model.ts'
import type { Models } from './models/models.ts'
import { OptionsModel } from './models/options-model.ts'
import { coverPage, isSheet } from './sheet.ts'
import css from './styles/messenger.css'
import { fetched } from './ui/kit.ts'
import { Panel } from './views/Panel.tsx'

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

/** Puts the chat beside the launcher; called once by the loader. */
export function mount(frame: Frame): Messenger {
  const { settings, root, launcher } = frame
  const client = createVisitorClient({ url: settings.api, siteKey: settings.key })
  const chat = new ChatModel(frame, client)
  const line = new LineModel(client.connection)
  const composer = new ComposerModel(chat, client, settings.uploads)
  const decided = new OptionsModel(client, settings, chat.isLookedAt)
  const describer = createDescriber(client, chat)
  const adopt = sheetsOf(root)
  const { options } = decided
  const models: Models = {
    ...{ settings, options, client, chat, line, composer, tools: signal(null), adopt },
    ...{ attention: signal(null), quiet: signal(false) },
    close: () => frame.setOpen(false),
  }
  const place = document.createElement('div')
  const panel = () => place.firstElementChild as HTMLElement
  let uncover: () => void = () => undefined

  /** What calls him back is there from his first message on. */
  async function attend(): Promise<void> {
    const begin = await fetched(() => import('./lazy/attention.ts')).catch(() => null)
    if (begin && place.isConnected) models.attention.value ??= begin(models, frame)
  }

  adopt(css)
  root.insertBefore(place, launcher)
  const stopListening = listen(models, root, place)
  const { languages } = navigator
  void chooseLanguage([document.documentElement.lang, ...languages, settings.language].filter(Boolean), languages)
  render(<Panel models={models} />, place)
  if (frame.isReturning) void chat.begin()
  const endDescribing = effect(() => {
    if (!chat.handle.value?.id.value) return
    describer.tell()
    void attend()
  })

  return {
    open() {
      chat.isOpen.value = true
      void chat.begin()
      void decided.refresh()
      describer.tell()
      panel().hidden = false // the drawing that shows it comes a moment later, and hidden things take no focus
      uncover = coverPage(panel())
      const field = panel().querySelector<HTMLElement>('.wc textarea')
      // A keyboard that comes up by itself would cover half of a phone before anything was read.
      if (isSheet() || !field) panel().focus()
      else field.focus()
    },
    close() {
      const hadFocus = root.activeElement !== null
      chat.isOpen.value = false
      uncover()
      if (hadFocus) launcher.focus()
    },
    update: describer.update,
    destroy() {
      endDescribing()
      models.attention.peek()?.end()
      uncover()
      stopListening()
      chat.handle.peek()?.release()
      client.destroy()
      render(null, place)
      place.remove()
      for (const model of [composer, line, chat, decided]) model[Symbol.dispose]()
    },
  }
}
