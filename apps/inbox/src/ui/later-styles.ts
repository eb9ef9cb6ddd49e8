/** Where the sheet of later screens is, as the page says: its name changes with its content. */
const NAMED = 'meta[name=parley-later-styles]'

let loading: Promise<void> | null = null

/** The styles of the screens that are fetched later, once. Rejects when they do not come; the next call tries again. */
export function loadLaterStyles(): Promise<void> {
  const href = document.querySelector<HTMLMetaElement>(NAMED)?.content
  if (!href) return Promise.resolve() // a test's page, without a build
  loading ??= fetchSheet(href).catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}

function fetchSheet(href: string): Promise<void> {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  return new Promise((done, fail) => {
    link.addEventListener('load', () => done())
    link.addEventListener('error', () => {
      link.remove()
      fail(new Error('the styles did not come'))
    })
    document.head.append(link)
  })
}
