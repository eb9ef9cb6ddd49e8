import type { VisitorClient } from '@parley/client/visitor'
import type { Profile } from '../loader/frame.ts'
import type { ChatModel } from './models/chat-model.ts'

/** Tells the agents who the visitor says he is and where he is; only once he has a conversation (N86). */
export function createDescriber(client: VisitorClient, chat: ChatModel) {
  let profile: Profile = {}

  function tell(): void {
    if (!chat.handle.peek()?.id.peek()) return
    const body = {
      ...profile,
      language: navigator.language,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(document.referrer && { referrer: document.referrer }),
      page: { url: location.href, title: document.title.slice(0, 300) },
    }
    client.call('updateVisitor', { body }).catch(() => undefined) // the next opening tells it again
  }

  return {
    tell,
    update(given: Profile) {
      profile = { ...profile, ...given }
      tell()
    },
  }
}
