import type { LinkPreview, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { createRecentMap } from '../../lib/recent-map.ts'
import type { PageFetch } from '../../push/index.ts'
import { headOf } from './page-head.ts'

export type LinkPreviewDeps = { fetchPage: PageFetch; clock: Clock }

/** So long what a page said is told again, and that it said nothing. Milliseconds. */
const KEPT_MS = 60 * 60_000
const MOST_KEPT = 1_000
/** Pages read at the same time: whoever waits longer is told nothing, and may ask again. */
const AT_ONCE = 8

export function createLinkPreviewActions({ fetchPage, clock }: LinkPreviewDeps) {
  const kept = createRecentMap<string, { at: number; preview: Promise<LinkPreview | null> }>(MOST_KEPT)
  let running = 0

  async function read(url: string): Promise<LinkPreview | null> {
    running += 1
    try {
      const page = await fetchPage(url)
      const head = page && headOf(page.html)
      return page && head?.title ? { url: page.url, host: new URL(page.url).host, ...head } : null
    } catch {
      return null // refused, unreachable, too slow: all the same to whoever reads the message
    } finally {
      running -= 1
    }
  }

  return {
    /** What the page at `url` says of itself; null where it says nothing or may not be asked. Never throws. */
    async of(workspaceId: WorkspaceId, url: string): Promise<LinkPreview | null> {
      const key = `${workspaceId} ${url}`
      const now = clock.now().getTime()
      const known = kept.get(key)
      if (known && now - known.at < KEPT_MS) return known.preview
      if (running >= AT_ONCE) return null
      const preview = read(url)
      kept.set(key, { at: now, preview })
      return preview
    },
  }
}
