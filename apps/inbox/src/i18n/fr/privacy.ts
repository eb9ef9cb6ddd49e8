import type { privacy as english } from '../en-privacy.ts'
import type { Translation } from '../texts.ts'

export const privacy: Translation<typeof english> = {}
