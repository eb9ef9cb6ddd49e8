import type { files as english } from '../en-files.ts'
import type { Translation } from '../texts.ts'

export const files: Translation<typeof english> = {}
