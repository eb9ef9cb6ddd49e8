import type { TimelineItem } from '@parley/client/visitor'
import type { MessageBody } from '@parley/protocol'
import type { LocalMessage } from '@parley/sdk/types'
import type { LocalItem } from '../models/local.ts'
import type { Chat } from './chat.ts'
import { type Checks, checks } from './checks.ts'
import type { Local, Shown } from './local.ts'
import { onScreen } from './on-screen.ts'
import type { Own } from './own.ts'

/** As the protocol limits what agents offer. */
const MOST = { text: 2_000, label: 80, choices: 6, cards: 10 }

type Parts = Partial<Record<'text' | 'label' | 'kind' | 'from', string>> & {
  type?: string
  choices?: { value: string; label: string }[]
  cards?: { title: string; text?: string; image?: string; url?: string; label?: string }[]
}

const said = (text: string) => ({ v: 1 as const, text, attachments: [], fallback: text })

/** Shown as what agents offer is, so that a visitor meets nothing new; a press goes to the page. */
function bodyOf(check: Checks, content: LocalMessage): MessageBody {
  const { type, text, label, kind, choices, cards } = (
    typeof content === 'string' ? { type: 'text', text: content } : check.object('content', content)
  ) as Parts
  const words = (name: string, value: unknown, most = MOST.label) => check.text(name, value, most)
  const list = <T>(name: string, value: T[] | undefined, most: number): T[] =>
    Array.isArray(value) && value.length > 0 && value.length <= most
      ? value
      : check.refuse(name, `a list of 1 to ${most}`)
  switch (check.oneOf('type', type, ['text', 'picker', 'field', 'carousel'])) {
    case 'text':
      return { ...said(words('text', text, MOST.text)), type: 'quick_replies', replies: [] }
    case 'picker': {
      const buttons = list('choices', choices, MOST.choices).map((one) => ({
        ...{ type: 'postback' as const, label: words('label', one.label), value: words('value', one.value, 200) },
      }))
      return { ...said(words('text', text, MOST.text)), type: 'buttons', buttons }
    }
    case 'field': {
      const key = 'value'
      const what = check.oneOf('kind', kind ?? 'text', ['text', 'email', 'tel'])
      const field = { key, label: words('label', label), hint: '', placeholder: '', required: true, choices: [] }
      const of = { ...field, type: what === 'tel' ? ('phone' as const) : what, when: null }
      const form = { title: words('text', text, MOST.text), lead: '', button: 'OK', fields: [of] }
      return { ...said(''), type: 'form', form }
    }
    case 'carousel': {
      const made = list('cards', cards, MOST.cards).map((one) => ({
        ...{ title: words('title', one.title, 120), text: one.text ? words('text', one.text, 300) : '' },
        ...(one.image && { src: words('image', one.image, 1_000) }),
        actions: one.url
          ? [{ type: 'link' as const, label: one.label ?? one.url, url: words('url', one.url, 1_000) }]
          : [{ type: 'postback' as const, label: one.label ?? one.title, value: one.title }],
      }))
      return { ...said(text ? words('text', text, MOST.text) : ''), type: 'carousel', cards: made }
    }
  }
}

/** Puts what the page shows where it was when it came; of another conversation nothing is shown. */
function follow({ models: { chat } }: Chat, shown: () => readonly Shown[]): void {
  const before = chat.display.peek()
  chat.display.value = (items) => {
    const all = before(items)
    const here = shown().filter(({ of }) => of === chat.handle.value)
    const placed = (after: string | undefined) => here.filter((one) => one.after === after).map(({ item }) => item)
    const known = new Set(all.map(({ key }) => key))
    const lost = here.filter(({ after }) => after !== undefined && !known.has(after)).map(({ item }) => item)
    return [...placed(undefined), ...all.flatMap((item) => [item, ...placed(item.key)]), ...lost] as TimelineItem[]
  }
}

function localOf(own: Own, chat: Chat): Local {
  if (own.held.local) return own.held.local
  const shown = chat.kit.signal<readonly Shown[]>([])
  follow(chat, () => shown.value)
  own.held.local = {
    show: (one) => {
      shown.value = [...shown.peek(), one]
    },
    change(key, value) {
      const answer = { at: new Date().toISOString(), value }
      shown.value = shown.peek().map((one) => (one.item.key === key ? { ...one, item: { ...one.item, answer } } : one))
    },
  }
  return own.held.local
}

let count = 0

/** Shows it in the thread, and beside the launcher where that is closed and something may stand there. */
export async function showMessage(own: Own, content: LocalMessage): Promise<{ id: string; value: Promise<string> }> {
  const body = bodyOf(checks(own), content)
  const { from } = (typeof content === 'string' ? {} : content) as Parts
  const name = from === undefined ? own.frame.settings.name : checks(own).text('from', from, 120)
  const chat = await own.chat()
  const { handle, models } = await onScreen(own)
  const local = localOf(own, chat)
  const id = `local${++count}`
  let choose: (value: string) => void = () => undefined
  const value = new Promise<string>((done) => {
    choose = done
  })
  const item: LocalItem = {
    ...{
      type: 'message',
      key: id as LocalItem['key'],
      n: null,
      messageId: `msg_${id}`,
      kind: 'msg.new',
      body,
      reactions: [],
    },
    ...{ actor: { type: 'bot', id: 'page', name }, ts: new Date().toISOString(), send: { phase: 'sent' }, mine: false },
    local(chosen) {
      local.change(id, chosen)
      choose(chosen)
    },
  } // its ids are ours, and go nowhere
  local.show({ item, of: handle, after: handle.timeline.peek().at(-1)?.key })
  if (!models.chat.isOpen.peek()) {
    const onOpen = () => void own.frame.setOpen(true)
    const text = body.fallback || (body.type === 'form' ? body.form.title : name)
    void models.attention.peek()?.showBubble({ from: { id: 'page', name }, text, onOpen, onDismiss: () => undefined })
  }
  return { id, value }
}
