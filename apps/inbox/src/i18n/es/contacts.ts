import type { contacts as english } from '../en-contacts.ts'
import type { Translation } from '../texts.ts'

export const contacts: Translation<typeof english> = {}
