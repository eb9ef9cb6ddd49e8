import type { writing as english } from '../en-writing.ts'
import type { Translation } from '../texts.ts'

export const writing: Translation<typeof english> = {}
