import type { Handle } from '../models/handle.ts'
import type { LocalItem } from '../models/local.ts'

/** Something that the page shows in a thread: which, and behind which message. */
export type Shown = { item: LocalItem; of: Handle; after: string | undefined }
/** What the SDK keeps of it, once it is used. */
export type Local = { show(one: Shown): void; change(key: string, value: string): void }
