import type { lists as english } from '../en-lists.ts'
import type { Translation } from '../texts.ts'

export const lists: Translation<typeof english> = {}
