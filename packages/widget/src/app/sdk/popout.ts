import type { Luggage } from './arrive.ts'
import type { Chat } from './chat.ts'
import type { Own } from './own.ts'

/** A window that is opened; `nonce` was made for it. `early`: what it said before anybody listened here. */
export type Opened = { win: Window; origin: string; nonce: string; early: readonly MessageEvent[] }
/**
 * How long the window has to come up; how long after its goodbye it is closed, if it is not only loaded again; and how
 * often it is looked at, for one that could not say goodbye; more often before it is up. Milliseconds.
 */
const UP_MS = 15_000
const GONE_MS = 300
const LOOK_MS = 5_000
const EARLY_MS = 500

/** The chat goes over to the window, and comes back when that is closed or the visitor wants it back. */
export async function follow(own: Own, opened: Opened): Promise<void> {
  const { held, emit, frame } = own
  const check = () => void (opened.win.closed && over())
  const [chat] = await Promise.all([own.chat(), arrived(own, opened, check)])
  const { client, chat: model } = chat.models
  const person = client.session.peek()
  held.out = opened.win
  model.screen.value = 'thread'
  model.away.value = { back, show: () => opened.win.focus() }
  chat.models.composer.write('')
  await frame.setOpen(false)
  emit('popout', { open: true })
  // Somebody else is before the screen: the window is not his.
  const endPerson = chat.kit.effect(() => void (client.session.value !== person && queueMicrotask(back)))
  const timer = setInterval(check, LOOK_MS)
  frame.widget.signal.addEventListener('abort', over)

  function back(): void {
    opened.win.close()
    over()
  }
  function over(): void {
    if (held.out !== opened.win) return
    held.out = undefined
    endPerson()
    clearInterval(timer)
    frame.widget.signal.removeEventListener('abort', over)
    model.away.value = null
    begun(chat)
    emit('popout', { open: false })
  }
}

/** What was begun in the window is gone on with here. */
function begun({ models: { chat } }: Chat): void {
  const handle = chat.handle.peek()
  if (!handle || handle.id.peek()) return
  handle.release()
  chat.handle.value = null
  void chat.begin()
}

/** The window says that it is there, each time it is loaded, and is given what it needs. Rejects when it never does. */
function arrived(own: Own, { win, origin, nonce, early }: Opened, check: () => void): Promise<void> {
  const { signal } = own.frame.widget
  return new Promise((done, fail) => {
    const fails = () => {
      clearInterval(looking)
      clearTimeout(late)
      if (!own.held.out) win.close()
      fail(own.fail('popout_failed', 'the window did not answer'))
    }
    const late = setTimeout(fails, UP_MS)
    // Closed already, or cut off: a page may share no window with other origins (Cross-Origin-Opener-Policy).
    const looking = setInterval(() => void (win.closed && fails()), EARLY_MS)
    const hear = ({ source, origin: from, data }: MessageEvent) => {
      if (source !== win || from !== origin || data?.parley !== nonce) return
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => setTimeout(check, GONE_MS)
      win.postMessage({ parley: nonce }, origin, [port2])
      void luggage(own).then((all) => {
        port1.postMessage(all)
        clearInterval(looking)
        clearTimeout(late)
        done()
      }, fail)
    }
    addEventListener('message', hear, { signal })
    early.forEach(hear)
    signal.addEventListener('abort', () => {
      clearInterval(looking)
      clearTimeout(late)
    })
  })
}

/** Nothing of a visitor who has not agreed yet goes anywhere: he is asked in the window. */
async function luggage(own: Own): Promise<Luggage> {
  const { models, kit } = await own.chat()
  const lent = own.frame.store.consent === 'pending' ? null : await (await models.client.person()).lend()
  return { lent, draft: models.composer.draft.peek(), locale: kit.language.peek() }
}
