import type { campaigns as english } from '../en-campaigns.ts'
import type { Translation } from '../texts.ts'

export const campaigns: Translation<typeof english> = {}
