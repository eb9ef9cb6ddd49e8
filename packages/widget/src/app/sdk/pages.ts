import type { Own } from './own.ts'

type Navigation = EventTarget

/** Tells that another page is looked at; addresses are cut to origin and path, queries may hold secrets. */
export function tellPage({ emit, frame, held, hold }: Own, given: { url?: string; title?: string } = {}): void {
  const here = new URL(given.url ?? location.href, location.href)
  const referrer = held.page ?? document.referrer
  const page = { url: here.origin + here.pathname, title: (given.title ?? document.title).slice(0, 300), referrer }
  held.page = page.url
  emit('page', page)
  if (!given.url && !given.title) return frame.messenger?.update({})
  const told = hold(async ({ models: { client } }) =>
    (await client.person()).page({ url: page.url, title: page.title }),
  )
  void (told as Promise<void> | undefined)?.catch(() => undefined) // a timeline may miss a page
}

/**
 * Follows the address without ever touching the page's history: the Navigation API where the browser has it, else what
 * going back and fragments tell. Frameworks set the title a moment after the address.
 */
export function followPages(own: Own): () => void {
  const { signal } = own.frame.widget
  own.frame.isFollowed = true
  const { navigation } = globalThis as { navigation?: Navigation }
  let last = location.href
  let timer: ReturnType<typeof setTimeout>
  const look = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (location.href === last) return
      last = location.href
      if (!own.held.isPaused) tellPage(own)
    })
  }
  if (navigation) navigation.addEventListener('navigatesuccess', look, { signal })
  else for (const name of ['popstate', 'hashchange']) addEventListener(name, look, { signal })
  return () => clearTimeout(timer)
}
