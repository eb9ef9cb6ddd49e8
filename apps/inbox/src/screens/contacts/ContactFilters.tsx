import type { ContactSort } from '@parley/protocol'
import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { Narrow } from '../../models/contacts-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../SearchField.tsx'

const DAY_MS = 24 * 60 * 60_000
const SORTS: readonly ContactSort[] = ['seen', 'name', 'created']
const WHO = ['all', 'verified', 'unverified', 'talked', 'silent', 'week', 'month'] as const
type Who = (typeof WHO)[number]

/** What each choice asks for; a day is enough for "lately". */
function narrowBy(who: Who, now: number): Narrow {
  const since = (days: number) => ({ seenAfter: new Date(now - days * DAY_MS).toISOString() })
  const by: Record<Who, Narrow> = {
    all: {},
    verified: { verified: 'true' },
    unverified: { verified: 'false' },
    talked: { hasConversation: 'true' },
    silent: { hasConversation: 'false' },
    week: since(7),
    month: since(30),
  }
  return by[who]
}

function whoOf({ verified, hasConversation, seenAfter }: Narrow, now: number): Who {
  if (verified) return verified === 'true' ? 'verified' : 'unverified'
  if (hasConversation) return hasConversation === 'true' ? 'talked' : 'silent'
  if (!seenAfter) return 'all'
  return now - Date.parse(seenAfter) < 8 * DAY_MS ? 'week' : 'month'
}

/** Words, who, a tag or a field, and the order. */
export function ContactFilters() {
  const { contacts, customFields, now } = useWorkbench()
  useEffect(() => customFields.need(), [customFields])
  const { tag, field, value, ...who } = contacts.narrow.value
  const kept: Narrow = { ...(tag && { tag }), ...(field && { field, value: value ?? '' }) }
  return (
    <div class="vis-f">
      <SearchField
        label={t('contacts.search')}
        placeholder={t('contacts.search.placeholder')}
        text={contacts.search.value}
        onText={contacts.setSearch}
      />
      <Choice
        label={t('contacts.who')}
        value={whoOf(who, now.value)}
        choices={WHO.map((one) => ({ value: one, label: t(`contacts.who.${one}`) }))}
        onChoose={(next) => contacts.setNarrow({ ...kept, ...narrowBy(next, now.peek()) })}
      />
      <Narrower by={{ ...(tag && { tag }), ...(field && { field, value: value ?? '' }) }} rest={who} />
      <Choice
        label={t('contacts.sort')}
        value={contacts.sort.value}
        choices={SORTS.map((one) => ({ value: one, label: t(`contacts.sort.${one}`) }))}
        onChoose={contacts.setSort}
      />
    </div>
  )
}

/** By a tag, or by the value of a field: which one, and what it is. */
function Narrower({ by, rest }: { by: Narrow; rest: Narrow }) {
  const { contacts, customFields } = useWorkbench()
  const fields = customFields.ofContacts.value
  const isTag = by.field === undefined
  return (
    <form
      class="con-n"
      onSubmit={(event) => {
        event.preventDefault()
        const data = new FormData(event.currentTarget)
        const [what, text] = [String(data.get('what') ?? 'tag'), String(data.get('text') ?? '').trim()]
        const next = what === 'tag' ? { tag: text } : { field: what.slice(1), value: text }
        contacts.setNarrow({ ...rest, ...(text && next) })
      }}
    >
      <span class="sel">
        <select class="input" name="what" aria-label={t('contacts.by')}>
          <option value="tag" selected={isTag}>
            {t('contacts.by.tag')}
          </option>
          {fields.map(({ key, label }) => (
            <option key={key} value={`.${key}`} selected={by.field === key}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size={16} />
      </span>
      <input
        class="input"
        name="text"
        aria-label={t('contacts.by.value')}
        placeholder={t('contacts.by.value')}
        maxLength={40}
        defaultValue={by.tag ?? by.value ?? ''}
        onBlur={({ currentTarget }) => currentTarget.form?.requestSubmit()}
      />
    </form>
  )
}

type ChoiceProps<V extends string> = {
  label: string
  value: V
  choices: readonly { value: V; label: string }[]
  onChoose(value: V): void
}

function Choice<V extends string>({ label, value, choices, onChoose }: ChoiceProps<V>) {
  return (
    <span class="sel">
      <select
        class="input"
        aria-label={label}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = choices.find((one) => one.value === currentTarget.value)
          if (chosen) onChoose(chosen.value)
        }}
      >
        {choices.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size={16} />
    </span>
  )
}
