import { end } from './end.ts'
import { popout } from './popout.ts'
import { push } from './push.ts'
import type { Row } from './row.ts'
import { sound } from './sound.ts'
import { transcript } from './transcript.ts'

/** What the conversation's menu offers, in this order; what is dangerous stands last. */
export const ROWS: readonly Row[] = [sound, push, popout, ...transcript, end]
