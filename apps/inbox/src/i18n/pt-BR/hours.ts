import type { hours as english } from '../en-hours.ts'
import type { Translation } from '../texts.ts'

export const hours: Translation<typeof english> = {}
