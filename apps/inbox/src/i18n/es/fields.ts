import type { fields as english } from '../en-fields.ts'
import type { Translation } from '../texts.ts'

export const fields: Translation<typeof english> = {}
