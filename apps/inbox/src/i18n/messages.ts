import type { en } from './en.ts'
import type { Texts } from './texts.ts'

export type MessageKey = keyof typeof en
/** A whole locale; `other` stands in for plural categories that a locale file leaves out. */
export type Messages = Texts<typeof en>
