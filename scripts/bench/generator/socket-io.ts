import { type Dialect, type Heard, messageIn, type Person } from './dialect.ts'

/** Engine.IO 4: the first digit of a packet; Socket.IO 5: the second, of Engine.IO's message. */
const OPEN = '0'
const PING = '2'
const PONG = '3'
const CONNECT = '40'
const EVENT = '42'
const ACK = '43'
const REFUSED = '44'

const proofOf = (person: Person) =>
  person.is === 'visitor' ? { token: person.visitor.token } : { access: person.watcher.access }

function answerTo(text: string): Heard {
  const at = text.indexOf('[')
  const message = Number(text.slice(ACK.length, at))
  const [answer] = JSON.parse(text.slice(at)) as [{ ok: boolean; error?: string }]
  return answer.ok ? { is: 'ack', message } : { is: 'refused', message, why: answer.error ?? '' }
}

function event(text: string, person: Person): Heard | null {
  if (text === `${EVENT}["ready"]`) return { is: 'step' }
  return person.is === 'watcher' ? { is: 'told', message: messageIn(text), as: 'message' } : null
}

/** The peer of `peers/`, over its own protocol without its client: the load must cost the same for every server. */
export const socketIo: Dialect = {
  path: '/socket.io/?EIO=4&transport=websocket',
  first: () => null,
  steps: () => 2,
  send: (_visitor, message, text) => `${EVENT}${message}${JSON.stringify(['send', { text }])}`,
  hear(text, person) {
    if (text.startsWith(EVENT)) return event(text, person)
    if (text.startsWith(ACK)) return answerTo(text)
    if (text === PING) return { is: 'answer', say: PONG }
    if (text.startsWith(OPEN)) return { is: 'step', say: [`${CONNECT}${JSON.stringify(proofOf(person))}`] }
    return text.startsWith(REFUSED) ? { is: 'trouble', why: text } : null
  },
}
