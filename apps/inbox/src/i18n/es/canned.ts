import type { canned as english } from '../en-canned.ts'
import type { Translation } from '../texts.ts'

export const canned: Translation<typeof english> = {}
