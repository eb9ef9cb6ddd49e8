import type { forms as english } from '../en-forms.ts'
import type { Translation } from '../texts.ts'

export const forms: Translation<typeof english> = {}
