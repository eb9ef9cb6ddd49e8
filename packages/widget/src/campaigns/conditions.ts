import type { Condition } from '@parley/protocol'
import { fits } from './match.ts'

export type Value = string | number | boolean | null
export type Attributes = Readonly<Record<string, Value>>

/** What is known of the page and its visitor. */
export type Facts = {
  url: string
  language: string
  /** The page from which the visit began; empty: none that was told. */
  referrer: string
  /** What `utm_…` of the address said with which the visit began. */
  utm: Readonly<Record<string, string>>
  /** Which visit this is. */
  visits: number
  attributes: Attributes
  /** Null where it is not known: asked for when all else holds. */
  isOpen: boolean | null
}

type Of<T extends Condition['type']> = Extract<Condition, { type: T }>

const some = (patterns: readonly string[], address: string) => patterns.some((one) => fits(one, address))

function attribute({ key, op, value }: Of<'attribute'>, attributes: Attributes): boolean {
  const known = Object.hasOwn(attributes, key) ? (attributes[key] ?? null) : null
  const isKnown = known !== null && known !== ''
  if (op === 'known' || op === 'unknown') return isKnown === (op === 'known')
  const isSame = isKnown && String(known).toLowerCase() === value.trim().toLowerCase()
  return isSame === (op === 'is')
}

function speaks(wanted: string, language: string): boolean {
  const [tag, spoken] = [wanted.toLowerCase(), language.toLowerCase()]
  return spoken === tag || spoken.startsWith(`${tag}-`)
}

/** Whether `condition` holds; what is not known yet does not stand in the way. */
export function holds(condition: Condition, facts: Facts): boolean {
  switch (condition.type) {
    case 'url':
      return some(condition.patterns, facts.url) === condition.is
    case 'referrer':
      return (facts.referrer !== '' && some(condition.patterns, facts.referrer)) === condition.is
    case 'utm': {
      const said = facts.utm[condition.name]?.toLowerCase()
      return condition.values.some((one) => one.trim().toLowerCase() === said)
    }
    case 'visits':
      return facts.visits >= condition.min && facts.visits <= (condition.max ?? Infinity)
    case 'attribute':
      return attribute(condition, facts.attributes)
    case 'language':
      return condition.in.some((one) => speaks(one, facts.language))
    case 'open':
      return facts.isOpen === null || facts.isOpen === condition.is
    default:
      return false // of a server that is newer than this page
  }
}
