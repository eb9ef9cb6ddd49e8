import { end } from './end.ts'
import type { Row } from './row.ts'

/** What the conversation's menu offers, in this order; what is dangerous stands last. */
export const ROWS: readonly Row[] = [end]
