import type { Link, LinkHandlers } from './link.ts'

/** A link whose code is fetched first: few visitors need the long-poll, so nobody pays for it in advance. */
export function lazyLink(dial: (handlers: LinkHandlers) => Promise<Link>, handlers: LinkHandlers): Link {
  let real: Link | null = null
  let over = false
  const link: Link = {
    transport: 'poll',
    send: (frame) => real?.send(frame),
    probe: () => real?.probe(),
    close() {
      over = true
      real?.close()
    },
  }
  const closed = (code: number, _: unknown, afterMs?: number) => {
    if (!over) handlers.closed(code, link, afterMs)
  }
  dial({ frame: (frame) => over || handlers.frame(frame, link), closed }).then(
    (dialled) => {
      real = dialled
      if (over) dialled.close()
    },
    () => closed(0, null),
  )
  return link
}
