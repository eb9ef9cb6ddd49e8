import type { macros as english } from '../en-macros.ts'
import type { Translation } from '../texts.ts'

export const macros: Translation<typeof english> = {}
