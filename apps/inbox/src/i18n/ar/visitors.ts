import type { visitors as english } from '../en-visitors.ts'
import type { Translation } from '../texts.ts'

export const visitors: Translation<typeof english> = {}
