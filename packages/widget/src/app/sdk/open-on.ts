import { checks } from './checks.ts'
import type { Own } from './own.ts'

/** Opens the chat by itself, once: `idle:30` (seconds), `scroll:60` (per cent), `hover` or `exit`. */
export function openOn(own: Own, wish: string): void {
  const { frame } = own
  const { signal } = frame.widget
  const [kind, amount] = wish.split(':')
  const what = checks(own).oneOf('openOn', kind, ['click', 'hover', 'idle', 'scroll', 'exit'])
  const ended = new AbortController()
  const until = { signal: AbortSignal.any([signal, ended.signal]), passive: true }
  const open = () => {
    ended.abort()
    void frame.setOpen(true)
  }
  if (what === 'hover') frame.launcher.addEventListener('pointerenter', open, until)
  if (what === 'exit')
    document.addEventListener('mouseout', (event) => !event.relatedTarget && event.clientY <= 0 && open(), until)
  if (what === 'scroll') {
    const share = Number(amount ?? 50) / 100
    const onScroll = () => {
      const { scrollHeight } = document.documentElement
      if (scrollY + innerHeight >= scrollHeight * share) open()
    }
    addEventListener('scroll', onScroll, until)
  }
  if (what === 'idle') {
    const wait = Number(amount ?? 30) * 1000
    let timer = setTimeout(open, wait)
    const again = () => {
      clearTimeout(timer)
      timer = setTimeout(open, wait)
    }
    for (const name of ['pointerdown', 'keydown', 'scroll']) addEventListener(name, again, until)
    until.signal.addEventListener('abort', () => clearTimeout(timer))
  }
}
