import type {
  AgentId,
  CloseReason,
  CloseReasonId,
  ConversationFilter,
  Department,
  DepartmentId,
  Period,
  Site,
  SiteId,
} from '@parley/protocol'
import { dayOf } from '../../format/days.ts'
import { t } from '../../i18n/translate.ts'
import type { Workbench } from '../../models/workbench.ts'

export type ConditionName = keyof ConversationFilter
export type Names = {
  people: Workbench['people']
  departments: readonly Department[]
  sites: readonly Site[]
  reasons: readonly CloseReason[]
}
type Choice = { value: string; label: string }

/** Every condition, in the order of the menu. */
export const CONDITIONS = [
  ...(['status', 'assignee', 'department', 'tag', 'priority', 'reason', 'site'] as const),
  ...(['unread', 'waiting', 'page', 'language', 'attribute', 'created', 'updated'] as const),
] as const satisfies readonly ConditionName[]

/** Conditions that are chosen from a list. */
export const CHOSEN = ['status', 'assignee', 'department', 'priority', 'reason', 'site'] as const
export type Chosen = (typeof CHOSEN)[number]
export const isChosen = (name: ConditionName): name is Chosen => (CHOSEN as readonly string[]).includes(name)

export function choicesOf(name: Chosen, { people, departments, sites, reasons }: Names): Choice[] {
  switch (name) {
    case 'status':
      return (['open', 'pending', 'snoozed', 'closed'] as const).map((value) => ({
        value,
        label: t(`status.${value}`),
      }))
    case 'priority':
      return (['urgent', 'high', 'normal', 'low'] as const).map((value) => ({ value, label: t(`priority.${value}`) }))
    case 'assignee':
      return [
        { value: 'me', label: t('filter.me') },
        { value: 'nobody', label: t('filter.nobody') },
        ...people.agents.value.map(({ id, name: label }) => ({ value: id, label })),
      ]
    case 'department':
      return departments.map(({ id, name: label }) => ({ value: id, label }))
    case 'reason':
      return reasons.map(({ id, name: label }) => ({ value: id, label }))
    case 'site':
      return sites.map(({ id, name: label }) => ({ value: id, label }))
  }
}

function periodText(period: Period): string {
  if ('days' in period) return t('filter.days_of', { count: period.days })
  return [period.from && dayOf(period.from), period.to && dayOf(period.to)].map((day) => day || '…').join(' – ')
}

/** What stands in a chip: the values, one of which is enough. */
export function valuesText(name: ConditionName, filter: ConversationFilter, names: Names): string {
  if (isChosen(name)) {
    const choices = choicesOf(name, names)
    const values: readonly string[] = filter[name] ?? []
    return values.map((value) => choices.find((one) => one.value === value)?.label ?? '…').join(', ')
  }
  switch (name) {
    case 'tag':
    case 'language':
      return (filter[name] ?? []).join(', ')
    case 'page':
      return (filter.page ?? []).map(({ is, text }) => `${t(`filter.page.${is}`)} ${text}`).join(', ')
    case 'attribute':
      return (filter.attribute ?? []).map(({ key, value }) => `${key} = ${value}`).join(', ')
    case 'waiting':
      return t('filter.minutes_of', { count: filter.waiting ?? 0 })
    case 'created':
    case 'updated':
      return filter[name] ? periodText(filter[name]) : ''
    case 'unread':
      return ''
  }
}

/** A list of one kind of value, as the boxes say. */
export function chosenValue(name: Chosen, values: readonly string[]): Partial<ConversationFilter> {
  const list = [...values]
  switch (name) {
    case 'department':
      return { department: list as DepartmentId[] } // these and the next are what `choicesOf` offered
    case 'site':
      return { site: list as SiteId[] }
    case 'reason':
      return { reason: list as CloseReasonId[] }
    case 'assignee':
      return { assignee: list as ('me' | 'nobody' | AgentId)[] }
    default:
      return { [name]: list }
  }
}
