import type { Client } from '@parley/client'
import type { LinkPreview } from '@parley/protocol'
import type { Block, Inline } from '@parley/ui/markup'
import { createModel, type ReadonlySignal, signal } from '@preact/signals'

/** Asked for at the same time; the others wait their turn. */
const AT_ONCE = 2

/** What pages say of themselves that messages link to, each asked for once, through the server. */
export const LinkPreviewsModel = createModel((client: Pick<Client, 'call'>) => {
  const known = new Map<string, ReadonlySignal<LinkPreview | null>>()
  const waiting: (() => Promise<void>)[] = []
  let running = 0

  async function work(): Promise<void> {
    if (running >= AT_ONCE) return
    running += 1
    for (let next = waiting.shift(); next; next = waiting.shift()) await next()
    running -= 1
  }

  return {
    /** Null until it is known, and where the page says nothing. */
    of(url: string): ReadonlySignal<LinkPreview | null> {
      const before = known.get(url)
      if (before) return before
      const preview = signal<LinkPreview | null>(null)
      known.set(url, preview)
      waiting.push(async () => {
        const answer = await client.call('previewLink', { body: { url } }).catch(() => null)
        preview.value = answer?.preview ?? null
      })
      void work()
      return preview
    },
  }
})
export type LinkPreviewsModel = InstanceType<typeof LinkPreviewsModel>

/** Of one message no more are shown (N54). */
const MOST = 3
const LONGEST = 2000

/** The pages that a message links to, each once. */
export function linksIn(blocks: readonly Block[]): string[] {
  const found = new Set<string>()
  const look = (parts: readonly Inline[]): void => {
    for (const part of parts) {
      if (typeof part === 'string') continue
      if (part.is === 'a' && /^https:\/\/\S+$/.test(part.href) && part.href.length <= LONGEST) found.add(part.href)
      look(part.in)
    }
  }
  for (const block of blocks) {
    if (block.is === 'ul' || block.is === 'ol') block.items.forEach(look)
    else if (block.is !== 'pre') look(block.in)
  }
  return [...found].slice(0, MOST)
}
