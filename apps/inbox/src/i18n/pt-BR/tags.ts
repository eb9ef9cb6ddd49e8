import type { tagsPage as english } from '../en-tags.ts'
import type { Translation } from '../texts.ts'

export const tagsPage: Translation<typeof english> = {}
