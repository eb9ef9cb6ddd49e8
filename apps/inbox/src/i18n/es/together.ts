import type { together as english } from '../en-together.ts'
import type { Translation } from '../texts.ts'

export const together: Translation<typeof english> = {}
