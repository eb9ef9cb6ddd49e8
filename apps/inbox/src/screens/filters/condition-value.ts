import type { ConversationFilter } from '@parley/protocol'
import { startOfDay } from '../../format/days.ts'
import { type ConditionName, chosenValue, isChosen } from './conditions.ts'

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
const FIELD_KEY = /^[a-z][a-z0-9_]{0,39}$/
const TAG_LENGTH = 40
const MOST_VALUES = 20
const MOST_DAYS = 3650
const MOST_MINUTES = 60 * 24 * 365

type Read = (data: FormData) => Partial<ConversationFilter> | null
const textOf = (data: FormData, name: string) => String(data.get(name) ?? '').trim()
const wordsOf = (data: FormData) =>
  textOf(data, 'text')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

function wholeNumber(text: string, least: number, most: number): number | null {
  const number = text === '' ? Number.NaN : Number(text)
  return Number.isInteger(number) && number >= least && number <= most ? number : null
}

function words(name: 'tag' | 'language', fits: (word: string) => boolean): Read {
  return (data) => {
    const all = wordsOf(data)
    return all.length > 0 && all.length <= MOST_VALUES && all.every(fits) ? { [name]: all } : null
  }
}

function period(name: 'created' | 'updated'): Read {
  return (data) => {
    if (textOf(data, 'when') === 'within') {
      const days = wholeNumber(textOf(data, 'days'), 1, MOST_DAYS)
      return days === null ? null : { [name]: { days } }
    }
    const from = startOfDay(textOf(data, 'from'))
    const to = startOfDay(textOf(data, 'to'), 1) // the last day counts whole
    if (!(from || to) || (from && to && from >= to)) return null
    return { [name]: { ...(from && { from }), ...(to && { to }) } }
  }
}

const READS: { [Name in ConditionName]?: Read } = {
  tag: words('tag', (word) => word.length <= TAG_LENGTH),
  language: words('language', (word) => LANGUAGE.test(word)),
  created: period('created'),
  updated: period('updated'),
  unread: () => ({ unread: true }),
  waiting(data) {
    const waiting = wholeNumber(textOf(data, 'minutes'), 0, MOST_MINUTES)
    return waiting === null ? null : { waiting }
  },
  page(data) {
    const text = textOf(data, 'text')
    return text ? { page: [{ is: textOf(data, 'is') === 'begins' ? 'begins' : 'contains', text }] } : null
  },
  attribute(data) {
    const [key, value] = [textOf(data, 'key'), textOf(data, 'value')]
    return FIELD_KEY.test(key) && value ? { attribute: [{ key, value }] } : null
  },
}

/** The condition that a form says; null when something in it is wrong or missing. */
export function readCondition(name: ConditionName, form: HTMLFormElement): Partial<ConversationFilter> | null {
  const data = new FormData(form)
  if (!isChosen(name)) return READS[name]?.(data) ?? null
  const values = data.getAll('choice').map(String)
  return values.length > 0 ? chosenValue(name, values.slice(0, MOST_VALUES)) : null
}
