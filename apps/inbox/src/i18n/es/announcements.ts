import type { announcements as english } from '../en-announcements.ts'
import type { Translation } from '../texts.ts'

export const announcements: Translation<typeof english> = {}
