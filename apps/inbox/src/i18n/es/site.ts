import type { site as english } from '../en-site.ts'
import type { Translation } from '../texts.ts'

export const site: Translation<typeof english> = {}
