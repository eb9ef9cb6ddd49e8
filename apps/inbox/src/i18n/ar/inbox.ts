import type { inbox as english } from '../en-inbox.ts'
import type { Translation } from '../texts.ts'

export const inbox: Translation<typeof english> = {}
