import type { notices as english } from '../en-notices.ts'
import type { Translation } from '../texts.ts'

export const notices: Translation<typeof english> = {}
