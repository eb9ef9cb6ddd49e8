import type { Commands } from './command.ts'
import type { Own } from './own.ts'

type Names = 'popout' | 'expand' | 'collapse'

/** As `panel.css`: the same place, as much room as the window has, and no more than reads well. */
const WIDE = `.panel{width:min(720px,100vw - var(--side) - 20px)!important;height:calc(100dvh - var(--up) - 20px)!important}`

/** The panel larger, and the chat in a window of its own. */
export const place: Pick<Commands, Names> = {
  popout,
  expand: (own) => widen(own, true),
  collapse: (own) => widen(own, false),
}

/** As large as the chat is in a page. */
const SIZE = 'popup,width=400,height=700'

/** Opened before anything is waited for: a browser lets that happen only while the visitor presses something. */
async function popout(own: Own): Promise<void> {
  const { settings } = own.frame
  if (own.held.out) return own.held.out.focus()
  const page = new URL(`/chat/${settings.key}/window`, settings.messenger)
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))].join('')
  page.searchParams.set('from', location.origin)
  page.hash = nonce
  const win = open(page, '_blank', SIZE)
  if (!win) throw own.fail('popup_blocked', 'the browser stopped the window: call popout from a click')
  // It may say that it is there before what answers it is here.
  const early: MessageEvent[] = []
  const hear = (event: MessageEvent) => void (event.source === win && early.push(event))
  addEventListener('message', hear)
  try {
    await (await import('./popout.ts')).follow(own, { win, origin: page.origin, nonce, early })
  } finally {
    removeEventListener('message', hear)
  }
}

/** An inline chat is as large as its place, a phone's as large as the phone. */
function widen(own: Own, expanded: boolean): void {
  const { frame, held } = own
  if (frame.isInline || (held.isWide ?? false) === expanded) return
  held.isWide = expanded
  own.sheet('wide', expanded ? `@media (min-width:481px) and (min-height:561px){${WIDE}}` : '')
  own.emit('expanded', { expanded })
}
