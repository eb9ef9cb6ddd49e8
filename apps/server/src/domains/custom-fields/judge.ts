import type { AttributeValue, CustomField } from '@parley/protocol'
import * as z from 'zod'

const DAY = z.iso.date()
const LINK = z.url({ protocol: /^https?$/ }).max(500)
const YES = new Set(['true', 'yes', 'y', '1', 'ja', 'wahr'])
const NO = new Set(['false', 'no', 'n', '0', 'nein', 'falsch'])

type Typed = Pick<CustomField, 'type' | 'choices'>
/** The value as it is kept, or what is wrong with it. */
export type Judged = { value: AttributeValue } | { problem: string }

/** Whether a value is one of its type, and what it must be where it is not. */
const TYPES: Record<CustomField['type'], { fits(value: AttributeValue, field: Typed): boolean; must: string }> = {
  text: { fits: (value) => typeof value === 'string' && value.trim() !== '', must: 'must be a text' },
  number: { fits: (value) => typeof value === 'number' && Number.isFinite(value), must: 'must be a number' },
  boolean: { fits: (value) => typeof value === 'boolean', must: 'must be true or false' },
  date: { fits: (value) => DAY.safeParse(value).success, must: 'must be a day as 2026-11-22' },
  choice: { fits: (value, { choices }) => choices.includes(String(value)), must: 'must be one of the choices' },
  link: { fits: (value) => LINK.safeParse(value).success, must: 'must be an address that begins with https://' },
}

/** Judges a value by the type of its field. */
export function judgeValue(field: Typed, value: AttributeValue): Judged {
  const { fits, must } = TYPES[field.type]
  return fits(value, field) ? { value } : { problem: must }
}

/** Judges what stands in a file or a text field: people write numbers, and yes, in their ways. */
export function judgeText(field: Typed, text: string): Judged {
  return judgeValue(field, readAs(field, text.trim()))
}

function readAs({ type, choices }: Typed, text: string): AttributeValue {
  const lower = text.toLowerCase()
  if (type === 'number' && /^-?\d{1,15}([.,]\d{1,10})?$/.test(text)) return Number(text.replace(',', '.'))
  if (type === 'boolean' && YES.has(lower)) return true
  if (type === 'boolean' && NO.has(lower)) return false
  if (type === 'choice') return choices.find((one) => one.toLowerCase() === lower) ?? text
  if (type === 'date') return text.replace(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, dayOf)
  return text
}

const dayOf = (_: string, day: string, month: string, year: string) =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
