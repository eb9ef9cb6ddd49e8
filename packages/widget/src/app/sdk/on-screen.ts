import type { Handle } from '../models/handle.ts'
import type { Models } from '../models/models.ts'
import type { Own } from './own.ts'

/** The conversation on screen, or where the visitor left off. */
export async function onScreen(own: Own): Promise<{ models: Models; handle: Handle }> {
  const { models, kit } = await own.chat()
  const { chat } = models
  void chat.begin()
  // Somebody else may have begun it: what counts is how that ends.
  await new Promise<void>((done) => {
    const end: () => void = kit.effect(() => {
      if (chat.handle.value || chat.trouble.value === 'failed') queueMicrotask(() => done(end()))
    })
  })
  const handle = chat.handle.peek()
  if (!handle) throw own.fail('network', 'the conversation could not be loaded')
  return { models, handle }
}
