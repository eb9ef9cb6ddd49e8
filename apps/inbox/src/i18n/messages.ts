import type { en } from './en.ts'
import type { later } from './en-later.ts'
import type { Texts } from './texts.ts'

export type MessageKey = keyof typeof en | keyof typeof later
/** The first half of a locale; `other` stands in for plural categories that a locale file leaves out. */
export type Messages = Texts<typeof en>
/** The half that comes with the screens that need it. */
export type LaterMessages = Texts<typeof later>
