import type { look as english } from '../en-look.ts'
import type { Translation } from '../texts.ts'

export const look: Translation<typeof english> = {}
