import type { EndpointTypes } from '@parley/protocol'
import type { Models } from '../../models/models.ts'
import type { At, Row } from './row.ts'

type Links = EndpointTypes['linkTranscript']['response']

const DOWN = 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14'
const PRINTER =
  'M7.5 8.5V4h9v4.5M7.5 17H5.8A1.8 1.8 0 0 1 4 15.2v-4.9c0-1 .8-1.8 1.8-1.8h12.4c1 0 1.8.8 1.8 1.8v4.9c0 1-.8 1.8-1.8 1.8h-1.7M7.5 14h9v6h-9Z'

const isShown = ({ chat, options }: Models) =>
  Boolean(
    options.value?.features.transcript && chat.handle.value?.id.value && chat.handle.value.timeline.value.length > 0,
  )

/** A copy of the conversation, which the server makes; what went wrong is asked about again. */
const row = (key: 'print' | 'text' | 'html', icon: string): Row => ({
  ...{ key, icon, isShown },
  label: ({ kit: { t } }) => t(`transcript_${key}`),
  async choose(at) {
    // The browser lets a page open a tab while it is being pressed, not once the server has answered.
    const tab = key === 'print' ? globalThis.open('', '_blank') : null
    if (tab) tab.opener = null
    const links = await linksOf(at).catch(() => null)
    if (links && tab) tab.location.href = links.print
    else if (links) follow(links[key])
    else {
      tab?.close()
      failed(at, () => void this.choose(at))
    }
  },
})

async function linksOf({ kit, models: { chat, client } }: At): Promise<Links> {
  const id = chat.handle.peek()?.id.peek()
  if (!id) throw new Error('no conversation')
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return client.call('linkTranscript', { params: { id }, body: { locale: kit.formats.peek(), zone } })
}

/** A download leaves the page where it is; should the link be no more, a tab of its own says so. */
function follow(url: string): void {
  const link = document.createElement('a')
  Object.assign(link, { href: url, target: '_blank', rel: 'noopener' })
  link.click()
}

function failed({ kit: { t }, ask }: At, again: () => void): void {
  ask({
    title: t('transcript_failed'),
    text: t('transcript_why'),
    yes: t('again'),
    keep: t('cancel'),
    isSafe: true,
    act: again,
  })
}

export const transcript: readonly Row[] = [row('print', PRINTER), row('text', DOWN), row('html', DOWN)]
