import type { texts as english } from '../en-texts.ts'
import type { Translation } from '../texts.ts'

export const texts: Translation<typeof english> = {}
