import type { work as english } from '../en-work.ts'
import type { Translation } from '../texts.ts'

export const work: Translation<typeof english> = {}
