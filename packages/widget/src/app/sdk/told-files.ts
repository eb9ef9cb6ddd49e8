import type { Chat } from './chat.ts'
import type { Context } from './context.ts'

/** Tells of the files of the message that is being written: chosen, refused, arrived. */
export function toldFiles(emit: Context['emit'], { models: { composer }, kit: { effect } }: Chat): () => void {
  const told = new Map<number, string>()

  function tell(one: ReturnType<typeof composer.files.peek>[number]): void {
    const { key, file } = one
    const state = one.state.value
    if (told.get(key) === state.is) return
    const isBegun = told.has(key)
    told.set(key, state.is)
    const { name, size } = file
    if (state.is === 'uploading') emit('file:uploading', { name, size })
    if (state.is === 'ready') emit('file:uploaded', { name, size, id: state.attachment.id })
    // Each begins as one that has not been sent yet.
    if (state.is === 'failed' && isBegun) emit('file:rejected', { name, code: state.code })
  }
  const endings = [
    effect(() => composer.files.value.forEach(tell)),
    effect(() => {
      const wrong = composer.complaints.value.at(-1) // one after the other
      if (wrong) emit('file:rejected', { name: wrong.name, code: wrong.code })
    }),
  ]
  return () => {
    for (const end of endings) end()
  }
}
