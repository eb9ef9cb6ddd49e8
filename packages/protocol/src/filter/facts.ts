import type { ConversationFilter, Period } from '../conversation-filter.ts'
import type { AgentId, DepartmentId, SiteId } from '../ids.ts'
import type { CloseReason, ConversationStatus, Priority } from '../status.ts'

type Moment = Date | string

/** What a filter asks of a conversation: a row, or its record. What is absent is not known here. */
export type Filterable = {
  status: ConversationStatus
  assigneeId: AgentId | null
  departmentId: DepartmentId
  siteId: SiteId | null
  priority: Priority
  tags: readonly string[]
  /** Absent where it is not closed, or nobody said why. */
  reason?: CloseReason | null | undefined
  createdAt: Moment
  updatedAt: Moment | null
  waitingSince: Moment | null
  /** Of whoever asks. */
  unread?: number
  fields?: Readonly<Record<string, string>>
  page?: string | null
  language?: string | null
  /** Whom notes mention: as the record or as the row has it. */
  mentioned?: readonly AgentId[]
  mentions?: Readonly<Record<string, number>> | undefined
  /** The note that asks the supervisors for help. */
  request?: object | null | undefined
}

/** A filter of one reader: no `me` in it. */
export type OwnFilter = Omit<ConversationFilter, 'assignee'> & {
  assignee?: readonly (AgentId | null)[] | undefined
  /** Where notes mention the reader. */
  mentioned?: AgentId | undefined
  /** Where the supervisors are asked for help, while nobody has. */
  requested?: true | undefined
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
export const msOf = (at: Moment): number => (typeof at === 'string' ? Date.parse(at) : at.getTime())

/** The moments of a period, by the clock `now`. */
export function spanOf(period: Period, now: number): { from: number; to: number } {
  if ('days' in period) return { from: now - period.days * DAY_MS, to: Number.POSITIVE_INFINITY }
  const { from, to } = period
  return { from: from ? msOf(from) : Number.NEGATIVE_INFINITY, to: to ? msOf(to) : Number.POSITIVE_INFINITY }
}

/** Yes, no, or not to be told from what is known here. */
export type Verdict = boolean | null
type Judge = (filter: OwnFilter, facts: Filterable, now: number) => Verdict

const among = <T>(values: readonly T[] | undefined, value: T): boolean => !values || values.includes(value)

function within(period: Period | undefined, at: Moment | null, now: number): boolean {
  if (!period) return true
  const { from, to } = spanOf(period, now)
  const ms = at === null ? Number.NaN : msOf(at)
  return ms >= from && ms < to
}

/** What every row says of itself. */
const RULES: readonly Judge[] = [
  ({ mentioned: me }, { mentioned, mentions }) =>
    !me || (mentioned?.includes(me) ?? false) || mentions?.[me] !== undefined,
  ({ requested }, { request }) => !requested || Boolean(request),
  ({ status }, facts) => among(status, facts.status),
  ({ assignee }, facts) => among(assignee, facts.assigneeId),
  ({ department }, facts) => among(department, facts.departmentId),
  ({ priority }, facts) => among(priority, facts.priority),
  ({ site }, facts) => !site || (facts.siteId !== null && site.includes(facts.siteId)),
  ({ tag }, facts) => !tag || tag.some((one) => facts.tags.includes(one)),
  ({ reason }, facts) => !reason || (facts.reason ? reason.includes(facts.reason.id) : false),
  ({ created }, facts, now) => within(created, facts.createdAt, now),
  ({ updated }, facts, now) => within(updated, facts.updatedAt, now),
  ({ waiting }, { waitingSince }, now) =>
    waiting === undefined || (waitingSince !== null && msOf(waitingSince) <= now - waiting * MINUTE_MS),
  ({ unread }, facts) => !unread || (facts.unread === undefined ? null : facts.unread > 0),
  ({ attribute }, { fields }) =>
    !attribute || (fields ? attribute.some(({ key, value }) => fields[key] === value) : null),
  ({ page }, facts) => !page || (facts.page === undefined ? null : isOnPage(page, facts.page)),
  ({ language }, facts) => !language || (facts.language === undefined ? null : speaks(language, facts.language)),
]

function isOnPage(conditions: NonNullable<ConversationFilter['page']>, page: string | null): boolean {
  const address = (page ?? '').toLowerCase()
  return conditions.some(({ is, text }) => {
    const wanted = text.toLowerCase()
    if (is === 'contains') return address.includes(wanted)
    // Whoever writes `/shop` means the path, `https://…` the whole.
    return address.startsWith(wanted) || address.replace(/^https?:\/\/[^/]*/, '').startsWith(wanted)
  })
}

function speaks(languages: readonly string[], language: string | null): boolean {
  const spoken = (language ?? '').toLowerCase()
  return languages.some((one) => spoken === one.toLowerCase() || spoken.startsWith(`${one.toLowerCase()}-`))
}

/** Whether a conversation fits. Server and client judge by this alone, so that no row stays that does not (SYNC-41). */
export function judge(filter: OwnFilter, facts: Filterable, now: number): Verdict {
  let verdict: Verdict = true
  for (const rule of RULES) {
    const one = rule(filter, facts, now)
    if (one === false) return false
    if (one === null) verdict = null
  }
  return verdict
}

/** Whether time alone, without any event, makes a conversation fit or not. */
export function isTimed({ created, updated, waiting }: ConversationFilter): boolean {
  return waiting !== undefined || [created, updated].some((period) => period && 'days' in period)
}
