import { PROTOCOL_LEVEL } from '@parley/protocol/constants'
import { type Dialect, type Heard, messageIn, type Person, type Visitor } from './dialect.ts'

/** Ten characters of time, then the number of the message: a command id of ours is the number it stands for. */
const DIGITS = 16
const TIME = Date.now()
  .toString(32)
  .padStart(10, '0')
  .replace(/[ilou]/g, 'x')
const cmidOf = (message: number): string => `${TIME}${String(message).padStart(DIGITS, '0')}`
const numberOf = (cmid: string): number => Number(cmid.slice(-DIGITS))

const since = ({ n, id }: Visitor) => ({ n, id })

function first(person: Person): string {
  const hello = { t: 'hello', v: [PROTOCOL_LEVEL, PROTOCOL_LEVEL], device: 'bench', tab: 'bench' }
  if (person.is === 'watcher') return JSON.stringify({ ...hello, access: person.watcher.access })
  const { token, conversationId } = person.visitor
  return JSON.stringify({ ...hello, token, positions: { [conversationId]: since(person.visitor) } })
}

function follow({ list, open }: Extract<Person, { is: 'watcher' }>['watcher']): string[] {
  const subs = open.map((one) => ({ t: 'sub', conversationId: one.conversationId, since: since(one) }))
  return [{ t: 'list', key: list }, ...subs].map((frame) => JSON.stringify(frame))
}

function answerTo(text: string): Heard {
  const frame = JSON.parse(text) as { t: string; cmid: string; code?: string }
  const message = numberOf(frame.cmid)
  return frame.t === 'ack' ? { is: 'ack', message } : { is: 'refused', message, why: frame.code ?? '' }
}

function told(text: string, as: 'row' | 'event'): Heard | null {
  const message = messageIn(text)
  return message < 0 ? null : { is: 'told', message, as }
}

/** Frames begin with `{"t":"…"`: most of them need not be parsed. */
function hear(text: string, person: Person): Heard | null {
  const type = text.slice(6, text.indexOf('"', 6))
  switch (type) {
    case 'ack':
    case 'nack':
      return answerTo(text)
    case 'row':
      return told(text, 'row')
    case 'ev':
      return person.is === 'watcher' ? told(text, 'event') : null
    case 'welcome':
      return { is: 'step', ...(person.is === 'watcher' && { say: follow(person.watcher) }) }
    case 'synced':
    case 'listed':
      return { is: 'step' }
    case 'hb':
      return { is: 'answer', say: text.replace(/,"heads":.*/, '}') }
    case 'err':
    case 'gone':
    case 'reset':
    case 'moved':
    case 'bye':
      return { is: 'trouble', why: text }
    default:
      return null
  }
}

/** Our own server: a visitor resumes his conversation, an agent follows a list and has conversations open. */
export const parley: Dialect = {
  path: '/api/v1/socket',
  first,
  steps: (person) => (person.is === 'watcher' ? 2 + person.watcher.open.length : 2),
  send: ({ conversationId }, message, text) =>
    JSON.stringify({
      t: 'send',
      cmid: cmidOf(message),
      conversationId,
      kind: 'msg.new',
      body: { v: 1, type: 'text', text },
    }),
  hear,
}
