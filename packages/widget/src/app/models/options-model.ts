import type { VisitorClient } from '@parley/client/visitor'
import type { ChatOptions, SiteSettings } from '@parley/protocol'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals-core'

type Client = Pick<VisitorClient, 'call' | 'site' | 'connection'>

/** Whoever looks at the chat without a line to the server asks this often who is there. Milliseconds. */
const ASK_MS = 60_000
/** Options that were saved are asked for within this time, so that open chats do not all come at once. */
const SPREAD_MS = 4_000

/** What the site's owner decided and who is there now; null until it came. The chat works without it. */
export const OptionsModel = createModel(
  (client: Client, { key, rev }: SiteSettings, isLookedAt: ReadonlySignal<boolean>) => {
    const found = signal<ChatOptions | null>(null)
    let isAsking = false

    async function refresh(): Promise<void> {
      if (isAsking) return
      isAsking = true
      const locales = [document.documentElement.lang, ...navigator.languages].filter(Boolean).join(',')
      // Of what was decided after the tag was made he is told the style too.
      const query = { locales: locales.slice(0, 200), rev: found.peek()?.rev ?? rev }
      const answer = await client.call('getChatOptions', { params: { siteKey: key }, query }).catch(() => null)
      isAsking = false
      found.value = answer ?? found.peek() // the next opening asks again
    }

    // Told on the line: who is there now. What the owner saved is asked for, while somebody looks.
    effect(() => {
      const site = client.site.value
      const known = found.peek()
      if (!site || !known) return
      found.value = { ...known, availability: site.availability }
      if (site.rev === known.rev || !isLookedAt.peek()) return
      const timer = setTimeout(refresh, Math.random() * SPREAD_MS)
      return () => clearTimeout(timer)
    })
    effect(() => {
      const { reopensAt } = found.value?.availability ?? {}
      if (!isLookedAt.value || client.connection.value.phase === 'online') return
      const untilOpen = reopensAt ? Date.parse(reopensAt) - Date.now() + 500 : ASK_MS
      const timer = setInterval(refresh, Math.max(1_000, Math.min(untilOpen, ASK_MS)))
      return () => clearInterval(timer)
    })

    return {
      options: computed(
        () =>
          found.value && {
            ...found.value,
            offline: found.value.availability.state === 'offline' ? found.value.offline : null,
          },
      ),
      refresh,
    }
  },
)
export type OptionsModel = InstanceType<typeof OptionsModel>
