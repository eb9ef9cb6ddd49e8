import type { Attachment } from '@parley/protocol'

/** A stored file never changes: its id says all. */
export const sameFiles = (a: readonly Attachment[], b: readonly Attachment[]) =>
  a.length === b.length && a.every(({ id }, at) => id === b[at]?.id)
