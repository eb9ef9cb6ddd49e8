import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/**
 * Tells the agents who the visitor says he is and where he is: at each opening, and when the page says something new. Only
 * once he has a conversation, or a line (N86).
 */
export function describe({ effect }: Kit, { chat, client, profile }: Models): () => void {
  let before: unknown[] = []
  return effect(() => {
    const id = chat.handle.value?.id.value
    const now = [id, profile.value]
    const isDue = chat.isOpen.value || now.some((one, at) => one !== before[at])
    before = now
    if (!isDue || !(id || client.connection.peek().phase !== 'idle')) return
    const { of, said } = profile.value
    const body = {
      ...(of === client.session.peek() && said), // nothing of one person is said of the next
      language: navigator.language,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(document.referrer && { referrer: document.referrer }),
      page: { url: location.href, title: document.title.slice(0, 300) },
    }
    client.call('updateVisitor', { body }).catch(() => undefined) // the next opening tells it again
  })
}
