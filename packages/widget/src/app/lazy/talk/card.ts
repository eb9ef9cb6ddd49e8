import type { FormsProps, Models } from '../../models/models.ts'

/** What a card below the thread says: that his message waits for the morning, or asks how he can be reached. */
export function cardOf({ chat, options }: Models): FormsProps['part'] | null {
  const id = chat.handle.value?.id.value
  const { capture, availability } = options.value ?? {}
  if (!id || chat.handle.value?.fold.value?.status === 'closed') return null
  if (chat.form.value?.is === 'offline' && availability?.state === 'offline') return 'offline'
  const isKnown = chat.asked.value === id || (capture && chat.known.value.includes(capture))
  return capture && capture !== 'none' && !isKnown ? capture : null
}
