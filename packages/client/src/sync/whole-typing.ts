import { createTyping } from './typing.ts'

/** Who types, as an agent is told of it. */
export const wholeTyping: typeof createTyping = (env, transmit, others) =>
  createTyping(env, transmit, others, ({ k, d, note = false }, before) => {
    // That he types says nothing new of what.
    return { note, text: k === 'draft' ? String(d) : (before?.text ?? null) }
  })
