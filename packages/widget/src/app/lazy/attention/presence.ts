import type { Frame } from '../../../loader/frame.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

type Navigation = EventTarget

/** Whoever looks at the chat for so long is there: a press too many makes nobody a visitor. Milliseconds, as all here. */
const LOOKED_MS = 2_000
/** Frameworks set the title a moment after the address; who goes through many pages tells of one in five seconds. */
const SETTLED_MS = 250
const REST_MS = 5_000

/** Lets agents see him where he is: from his first words on, or from when he looks at a chat whose site says so. */
export function createPresence(kit: Pick<Kit, 'effect'>, { chat, client, options, store, root }: Models, frame: Frame) {
  let looking: ReturnType<typeof setInterval>
  const endLine = kit.effect(() => {
    clearInterval(looking)
    if (chat.isOpen.value && options.value?.privacy.live) looking = setInterval(look, LOOKED_MS)
  })
  /** What stands open, or opened by a rule, has the focus once somebody wants something of it. */
  function look(): void {
    if (!root.activeElement || store.consent !== 'granted') return
    clearInterval(looking)
    if (client.connection.peek().phase !== 'idle') return
    client.start()
    frame.messenger?.update({})
  }

  const endPages = followPages(() => {
    if (!frame.isFollowed) frame.messenger?.update({})
  })
  return {
    end() {
      clearInterval(looking)
      endLine()
      endPages()
    },
  }
}

/** As the SDK does, for pages that use none of it: by what the browser tells, never by the page's own history. */
function followPages(tell: () => void): () => void {
  const { navigation } = globalThis as { navigation?: Navigation }
  const gone = new AbortController()
  let [last, toldAt] = [location.href, -REST_MS]
  let timer: ReturnType<typeof setTimeout>
  const look = () => {
    clearTimeout(timer)
    timer = setTimeout(
      () => {
        if (location.href === last) return
        last = location.href
        toldAt = performance.now()
        tell()
      },
      Math.max(SETTLED_MS, toldAt + REST_MS - performance.now()),
    )
  }
  const { signal } = gone
  if (navigation) navigation.addEventListener('navigatesuccess', look, { signal })
  else for (const name of ['popstate', 'hashchange']) addEventListener(name, look, { signal })
  return () => {
    clearTimeout(timer)
    gone.abort()
  }
}
