import type { rich as english } from '../en-rich.ts'
import type { Translation } from '../texts.ts'

export const rich: Translation<typeof english> = {}
