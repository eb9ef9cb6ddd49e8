import type { VisitorClient } from '@parley/client/visitor'
import type { ChatOptions, SiteSettings } from '@parley/protocol'
import { createModel, signal } from '@preact/signals-core'

/** What the site's owner decided and who is there now; null until it came. The chat works without it. */
export const OptionsModel = createModel((client: Pick<VisitorClient, 'call'>, { key }: SiteSettings) => {
  const options = signal<ChatOptions | null>(null)
  let isAsking = false

  async function refresh(): Promise<void> {
    if (isAsking) return
    isAsking = true
    const locales = [document.documentElement.lang, ...navigator.languages].filter(Boolean).join(',')
    const query = { locales: locales.slice(0, 200) }
    const found = await client.call('getChatOptions', { params: { siteKey: key }, query }).catch(() => null)
    isAsking = false
    options.value = found ?? options.peek() // the next opening asks again
  }

  return { options, refresh }
})
export type OptionsModel = InstanceType<typeof OptionsModel>
