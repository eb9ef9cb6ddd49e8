import { type Dialect, type Heard, messageIn } from './dialect.ts'

type Frame = { t: 'welcome' | 'ack' | 'ev'; cmid?: number }

/** The floors of `peers/`: JSON over `ws`, and nothing that is not needed. */
export const floor: Dialect = {
  path: '/',
  first: (person) => JSON.stringify({ t: 'hello', ...(person.is === 'visitor' ? person.visitor : { watch: true }) }),
  steps: () => 1,
  send: (_visitor, message, text) => JSON.stringify({ t: 'send', cmid: message, text }),
  hear(text, person): Heard | null {
    if (text.startsWith('{"t":"ev"')) {
      return person.is === 'watcher' ? { is: 'told', message: messageIn(text), as: 'message' } : null
    }
    const frame = JSON.parse(text) as Frame
    if (frame.t === 'welcome') return { is: 'step' }
    return { is: 'ack', message: frame.cmid ?? -1 }
  },
}
