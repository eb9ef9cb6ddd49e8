import type { Client } from '@parley/client'
import type { ConversationId } from '@parley/protocol'
import type { BrowserWindow } from '../environment.ts'
import { language, t } from '../i18n/translate.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  client: Pick<Client, 'call'>
  id: ConversationId
  toasts: Pick<ToastsModel, 'show'>
  window: Pick<BrowserWindow, 'copy' | 'openTab'>
}

/** What an agent takes out of a conversation: a link for its visitor, and copies to keep. */
export function createCopies({ client, id, toasts, window }: Deps) {
  const params = { id }
  const failed = () => toasts.show({ text: t('toast.copy_failed'), tone: 'problem' })

  async function copyLink(name: 'createRatingLink' | 'createResumeLink', copied: string): Promise<void> {
    try {
      const { url } = await client.call(name, { params })
      await window.copy(url)
      toasts.show({ text: copied, tone: 'plain' })
    } catch {
      failed()
    }
  }

  return {
    copyRatingLink: () => copyLink('createRatingLink', t('toast.link_copied')),
    copyResumeLink: () => copyLink('createResumeLink', t('toast.resume_copied')),

    async transcript(format: 'print' | 'text' | 'html' | 'json', notes: boolean): Promise<void> {
      // The browser lets a page open a tab while it is being pressed, not once the server has answered.
      const tab = window.openTab()
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
      const body = { locale: language(), zone, notes }
      const links = await client.call('linkTranscript', { params, body }).catch(() => null)
      tab.go(links?.[format] ?? null)
      if (!links) failed()
    },
  }
}
