import type { contact as english } from '../en-contact.ts'
import type { Translation } from '../texts.ts'

export const contact: Translation<typeof english> = {}
