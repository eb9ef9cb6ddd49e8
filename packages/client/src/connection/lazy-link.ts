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
  // A socket that the long-poll dials to replace itself speaks for itself.
  const isOwn = (from: Link | null) => from === null || from.transport === link.transport
  const closed = (code: number, from: Link | null, afterMs?: number) => {
    if (from && !isOwn(from)) handlers.closed(code, from, afterMs)
    else if (!over) handlers.closed(code, link, afterMs)
  }
  const frame: LinkHandlers['frame'] = (heard, from) => {
    if (!isOwn(from)) handlers.frame(heard, from)
    else if (!over) handlers.frame(heard, link)
  }
  dial({ frame, closed }).then(
    (dialled) => {
      real = dialled
      if (over) dialled.close()
    },
    () => closed(0, null),
  )
  return link
}
