import type { VisitorClient } from '@parley/client/visitor'
import type { Profile } from '../loader/frame.ts'
import type { ChatModel } from './models/chat-model.ts'

/** Tells the agents who the visitor says he is and where he is; only once he has a conversation, or a line (N86). */
export function createDescriber(client: VisitorClient, chat: ChatModel) {
  let profile: Profile = {}
  let session = client.session.peek()

  /** Nothing of one person is said of the next. */
  function change(): void {
    if (session !== client.session.peek()) profile = {}
    session = client.session.peek()
  }

  function tell(): void {
    change()
    if (!chat.handle.peek()?.id.peek() && client.connection.peek().phase === 'idle') return
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
      change()
      profile = { ...profile, ...given }
      tell()
    },
  }
}
