import type { begin as english } from '../en-begin.ts'
import type { Translation } from '../texts.ts'

export const begin: Translation<typeof english> = {}
