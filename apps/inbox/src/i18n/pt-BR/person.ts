import type { person as english } from '../en-person.ts'
import type { Translation } from '../texts.ts'

export const person: Translation<typeof english> = {}
