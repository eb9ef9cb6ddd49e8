import type { customer as english } from '../en-customer.ts'
import type { Translation } from '../texts.ts'

export const customer: Translation<typeof english> = {}
