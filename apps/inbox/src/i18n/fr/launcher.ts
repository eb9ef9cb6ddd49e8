import type { launcher as english } from '../en-launcher.ts'
import type { Translation } from '../texts.ts'

export const launcher: Translation<typeof english> = {}
