import type { Campaign, Condition, Site, Text, Trigger } from '@parley/protocol'
import { language, t } from '../i18n/translate.ts'
import type { Wrong } from './section-model.ts'

export const MOST_CAMPAIGNS = 20
export const MOST_TRIGGERS = 5
export const MOST_CONDITIONS = 10
export const MOST_REPLIES = 3
const MOST_OF_A_LIST = 20

const isWithin = (value: number, from: number, to: number) => Number.isInteger(value) && value >= from && value <= to
export const isWritten = (text: Text) => Object.values(text).some((one) => one?.trim())
const written = (lines: readonly string[]) => lines.map((line) => line.trim()).filter(Boolean)
const isList = (lines: readonly string[]) => isWithin(written(lines).length, 1, MOST_OF_A_LIST)
const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

const areTags = (lines: readonly string[]) => isList(lines) && written(lines).every((tag) => LOCALE.test(tag))
const isRange = ({ min, max }: { min: number; max: number | null }) =>
  isWithin(min, 1, 10_000) && (max === null || isWithin(max, min, 10_000))

/** What is wrong with a trigger, in words. */
export function flawOfTrigger(trigger: Trigger): string | null {
  switch (trigger.type) {
    case 'time':
      return isWithin(trigger.seconds, 0, 3600) ? null : t('campaigns.wrong.seconds')
    case 'scroll':
      return isWithin(trigger.percent, 1, 100) ? null : t('campaigns.wrong.percent')
    case 'exit':
      return null
    default:
      return trigger.name.trim() ? null : t('campaigns.wrong.called')
  }
}

/** What is wrong with a condition, in words. */
export function flawOfCondition(condition: Condition): string | null {
  switch (condition.type) {
    case 'url':
    case 'referrer':
      return isList(condition.patterns) ? null : t('campaigns.wrong.list')
    case 'utm':
      return isList(condition.values) ? null : t('campaigns.wrong.list')
    case 'visits':
      return isRange(condition) ? null : t('campaigns.wrong.visits')
    case 'attribute':
      return /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(condition.key) ? null : t('campaigns.wrong.attribute')
    case 'language':
      return areTags(condition.in) ? null : t('campaigns.wrong.languages')
    case 'open':
      return null
  }
}

export type Flaws = {
  name?: string
  text?: string
  days?: string
  triggers: (string | null)[]
  conditions: (string | null)[]
}

/** What is wrong with a campaign, as the server judges it too, beside each field. */
export function flawsOf({ name, text, cap, triggers, conditions }: Campaign): Flaws {
  return {
    ...(!name.trim() && { name: t('campaigns.wrong.name') }),
    ...(!isWritten(text) && { text: t('campaigns.wrong.text') }),
    ...(!isWithin(cap.days, 1, 365) && { days: t('campaigns.wrong.days') }),
    triggers: triggers.map(flawOfTrigger),
    conditions: conditions.map(flawOfCondition),
  }
}

export function isFlawed(campaign: Campaign): boolean {
  const { triggers, conditions, ...others } = flawsOf(campaign)
  return [...Object.values(others), ...triggers, ...conditions].some(Boolean)
}

/** The campaigns that cannot be saved, by their id. */
export function judgeCampaigns({ campaigns }: Site['options']['proactive']): Wrong {
  return Object.fromEntries(campaigns.filter(isFlawed).map(({ id }) => [id, 'wrong']))
}

function cleanCondition(condition: Condition): Condition {
  switch (condition.type) {
    case 'url':
    case 'referrer':
      return { ...condition, patterns: written(condition.patterns) }
    case 'utm':
      return { ...condition, values: written(condition.values) }
    case 'language':
      return { ...condition, in: written(condition.in) }
    default:
      return condition
  }
}

/** As it is saved: without the lines and buttons that are still empty. */
export function cleaned(campaign: Campaign): Campaign {
  return {
    ...campaign,
    name: campaign.name.trim(),
    replies: campaign.replies.filter(isWritten),
    conditions: campaign.conditions.map(cleanCondition),
  }
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
/** An id that no other has: 100 random bits. */
function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(20))
  return `cmp_${Array.from(random, (byte) => DIGITS.charAt(byte % DIGITS.length)).join('')}`
}

export function newCampaign(change: Partial<Campaign> = {}): Campaign {
  return {
    ...{ id: newId(), name: t('campaigns.new'), on: true, text: {}, agentId: null, replies: [], conditions: [] },
    ...{ triggers: [{ type: 'time', seconds: 20 }], cap: { per: 'visit', days: 30 }, opens: false },
    ...change,
  }
}

export const PRESETS = ['pricing', 'leaving', 'back'] as const
export type Preset = (typeof PRESETS)[number]
const PRESET: Record<Preset, Partial<Campaign>> = {
  pricing: { conditions: [{ type: 'url', is: true, patterns: ['pricing'] }] },
  leaving: { triggers: [{ type: 'exit' }], cap: { per: 'days', days: 30 } },
  back: { triggers: [{ type: 'time', seconds: 5 }], conditions: [{ type: 'visits', min: 2, max: null }] },
}

/** A campaign that works as it is, in the language of whoever writes. */
export function presetOf(preset: Preset): Campaign {
  const said = { name: t(`campaigns.preset.${preset}`), text: { [language()]: t(`campaigns.preset.${preset}.text`) } }
  return newCampaign({ ...PRESET[preset], ...said })
}

/** A trigger of another type, with what it usually says. */
export function triggerOf(type: Trigger['type']): Trigger {
  switch (type) {
    case 'time':
      return { type, seconds: 20 }
    case 'scroll':
      return { type, percent: 50 }
    case 'exit':
      return { type }
    default:
      return { type, name: '' }
  }
}

/** Conditions as they are chosen: what is not said of an address is a choice of its own. */
export const CONDITIONS = [
  ...(['url', 'url_not', 'referrer', 'referrer_not', 'utm', 'visits'] as const),
  ...(['attribute', 'language', 'open', 'closed'] as const),
]
export type ConditionChoice = (typeof CONDITIONS)[number]

export function choiceOf(condition: Condition): ConditionChoice {
  if (condition.type === 'open') return condition.is ? 'open' : 'closed'
  if (condition.type === 'url' || condition.type === 'referrer')
    return condition.is ? condition.type : `${condition.type}_not`
  return condition.type
}

/** Another condition; an address that was written stays. */
export function conditionOf(choice: ConditionChoice, before?: Condition): Condition {
  const patterns = before && 'patterns' in before ? before.patterns : ['']
  switch (choice) {
    case 'url':
    case 'url_not':
      return { type: 'url', is: choice === 'url', patterns }
    case 'referrer':
    case 'referrer_not':
      return { type: 'referrer', is: choice === 'referrer', patterns }
    case 'utm':
      return { type: 'utm', name: 'source', values: [''] }
    case 'visits':
      return { type: 'visits', min: 2, max: null }
    case 'attribute':
      return { type: 'attribute', key: '', op: 'is', value: '' }
    case 'language':
      return { type: 'language', in: [''] }
    default:
      return { type: 'open', is: choice === 'open' }
  }
}

function says(trigger: Trigger): string {
  switch (trigger.type) {
    case 'time':
      return t('campaigns.says.time', { n: trigger.seconds })
    case 'scroll':
      return t('campaigns.says.scroll', { n: trigger.percent })
    case 'exit':
      return t('campaigns.says.exit')
    default:
      return t(`campaigns.says.${trigger.type}`, { name: trigger.name })
  }
}

/** When it comes, in one line. */
export function summaryOf({ triggers, conditions }: Campaign): string {
  const when = new Intl.ListFormat(undefined, { type: 'disjunction' }).format(triggers.map(says))
  return conditions.length ? `${when} · ${t('campaigns.says.conditions', { count: conditions.length })}` : when
}
