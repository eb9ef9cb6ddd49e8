import type { ParleyError } from '@parley/sdk/types'
import type { Frame } from '../../loader/frame.ts'
import type { Chat } from './chat.ts'

/** What every command gets in front of its arguments. */
export type Context = {
  frame: Frame
  emit: Frame['emit']
  /** A typed error; `detail` says to developers what to change. */
  fail(code: string, detail?: string): ParleyError
  /** The chat, fetched when it is not there yet. */
  chat(): Promise<Chat>
  /** Does `work` with the chat: now, or held until it is there for another reason. Never fetches it. */
  hold(work: (chat: Chat) => unknown): unknown
  /** The chat when it is there. */
  peek(): Chat | null
  /** A sheet of the widget's root under a name; the next text of that name replaces it, an empty one ends it. */
  sheet(name: string, css: string): void
}

/** Error codes that the SDK itself makes; those of the server come as they are. */
export function failer({ settings, widget }: Frame) {
  return (code: string, detail = code): ParleyError => {
    const doc = `${settings.api}/reference/errors#${code}`
    const error = new Error(`Parley (${widget.name}): ${detail}. See ${doc}`)
    return Object.assign(error, { name: 'ParleyError' as const, code, doc, method: '' })
  }
}

/** Any thrown thing as what commands are rejected with. */
export function asParleyError(error: unknown, method: string, fail: Context['fail']): ParleyError {
  const { name, code, message } = error as Partial<ParleyError>
  const typed = name === 'ParleyError' ? (error as ParleyError) : fail(code ?? 'failed', message)
  return Object.assign(typed, { method })
}

export function contextOf(frame: Frame): Context & { attach(): void } {
  const held: ((chat: Chat) => unknown)[] = []
  const sheets = new Map<string, CSSStyleSheet>()
  const fail = failer(frame)
  const peek = () => (frame.messenger ?? null) as Chat | null
  return {
    ...{ frame, emit: frame.emit, fail, peek },
    async chat() {
      const chat = (await frame.load()) as Chat | null
      if (!chat) throw fail('destroyed', 'this widget was taken off the page')
      return chat
    },
    hold(work) {
      const chat = peek()
      if (chat) return work(chat)
      held.push(work)
      return undefined
    },
    sheet(name, css) {
      const sheet = sheets.get(name) ?? new CSSStyleSheet()
      sheet.replaceSync(css)
      if (!sheets.has(name)) frame.root.adoptedStyleSheets.push(sheet)
      sheets.set(name, sheet)
    },
    /** The chat is there: what was held is done, in the order in which it was asked for. */
    attach() {
      const chat = peek()
      if (chat) for (const work of held.splice(0)) work(chat)
    },
  }
}
