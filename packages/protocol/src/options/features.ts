import * as z from 'zod'

/** Minutes in which the author may still do it; 0 means never, null means always. */
const window = z.int().min(0).max(10_080).nullable()

/** What visitors may do in a conversation, and what they are told. */
export const FeatureOptions = z.strictObject({
  /** More than one conversation at a time. */
  several: z.boolean(),
  edit: window,
  delete: window,
  reactions: z.boolean(),
  quotes: z.boolean(),
  emoji: z.boolean(),
  /** Agents see what is being typed before it is sent; the visitor is told so. */
  typingPreview: z.boolean(),
  /** Visitors see that their message was read. */
  readReceipts: z.boolean(),
  end: z.boolean(),
  rating: z.boolean(),
  transcript: z.boolean(),
  /** Position and expected wait while nobody has answered yet. */
  queue: z.boolean(),
  sound: z.boolean(),
  push: z.boolean(),
  popout: z.boolean(),
})
export type FeatureOptions = z.infer<typeof FeatureOptions>
