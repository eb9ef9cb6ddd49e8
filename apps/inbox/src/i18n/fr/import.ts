import type { imports as english } from '../en-import.ts'
import type { Translation } from '../texts.ts'

export const imports: Translation<typeof english> = {}
