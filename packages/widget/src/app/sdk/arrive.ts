import type { Lent } from '@parley/client/visitor'
import type { Own } from './own.ts'

/** What the page that opened this window gives along. */
export type Luggage = { lent: Lent | null; draft: string; locale: string }

/** In the window of its own: the chat is the visitor's whom the page lent, and goes on where it was. */
export async function arrive(own: Own, given: unknown): Promise<void> {
  const { frame } = own
  if (!('popout' in frame.given)) throw own.fail('unknown_method', 'there is no method arrive')
  const { lent, draft, locale } = given as Luggage // from our own chunk, by our own page
  const { models, kit } = await own.chat()
  void kit.chooseLanguage([locale], [...navigator.languages])
  try {
    // He was asked on the page; here nothing is kept.
    if (frame.store.consent === 'pending' && lent) frame.store.decide('denied')
    if (lent) await (await models.client.person()).borrow(lent)
  } finally {
    models.chat.away.value = null
  }
  if (draft) models.composer.write(draft)
}
