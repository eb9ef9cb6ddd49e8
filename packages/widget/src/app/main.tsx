import { createVisitorClient } from '@parley/client/visitor'
import { render } from 'preact'
import type { Frame, Messenger } from '../loader/frame.ts'
import { ModelContext, type Models } from './context.tsx'
import { chooseLanguage } from './i18n/translate.ts'
import { ChatModel } from './models/chat-model.ts'
import { ComposerModel } from './models/composer-model.ts'
import { createFileLinks } from './models/file-links.ts'
import css from './styles/messenger.css'
import { Panel } from './views/Panel.tsx'

/** Puts the chat beside the launcher; called once by the loader. */
export function mount(frame: Frame): Messenger {
  const { settings, root } = frame
  const client = createVisitorClient({ url: settings.api, siteKey: settings.key })
  const chat = new ChatModel(frame, client)
  const composer = new ComposerModel(chat, client, settings.uploads)
  const links = createFileLinks(client)
  const models: Models = { settings, chat, composer, links, close: () => frame.setOpen(false) }

  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  const place = document.createElement('div')
  root.insertBefore(place, frame.launcher)
  place.addEventListener('dragover', (event) => event.preventDefault())
  for (const name of ['drop', 'paste'] as const) place.addEventListener(name, onFiles)
  document.addEventListener('visibilitychange', chat.seen)
  void chooseLanguage([document.documentElement.lang, ...navigator.languages, settings.language].filter(Boolean))
  render(
    <ModelContext.Provider value={models}>
      <Panel />
    </ModelContext.Provider>,
    place,
  )
  if (frame.isReturning) void chat.begin()

  function onFiles(event: DragEvent | ClipboardEvent): void {
    const data = 'dataTransfer' in event ? event.dataTransfer : event.clipboardData
    const files = [...(data?.files ?? [])]
    if (files.length === 0 || !settings.uploads.allowed) return
    event.preventDefault()
    composer.add(files)
  }

  /** Where the visitor is, for the agent's panel; only once he has a conversation. */
  function describe(profile: { name?: string; email?: string } = {}): void {
    if (!chat.handle.peek()?.id.peek()) return
    client
      .call('updateVisitor', {
        body: {
          ...profile,
          language: navigator.language,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          ...(document.referrer && { referrer: document.referrer }),
          page: { url: location.href, title: document.title.slice(0, 300) },
        },
      })
      .catch(() => undefined) // the next opening tells it again
  }
  let profile = {}
  const endDescribing = chat.handle.subscribe((handle) => handle?.id.subscribe((id) => id && describe(profile)))

  return {
    open() {
      chat.isOpen.value = true
      void chat.begin()
      describe(profile)
    },
    close() {
      chat.isOpen.value = false
      frame.launcher.focus()
    },
    update(given) {
      profile = { ...profile, ...given }
      describe(profile)
    },
    destroy() {
      endDescribing()
      document.removeEventListener('visibilitychange', chat.seen)
      links.stop()
      chat.handle.peek()?.release()
      client.destroy()
      render(null, place)
      place.remove()
      composer[Symbol.dispose]()
      chat[Symbol.dispose]()
    },
  }
}
