import type { start as english } from '../en-start.ts'
import type { Translation } from '../texts.ts'

export const start: Translation<typeof english> = {}
