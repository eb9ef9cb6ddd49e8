import type { Announcement } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { keyOfScope, scopeText, useDepartments } from './ScopeChoice.tsx'

type Audience = Announcement['scope']

const DAYS = ['1', '3', '7', '30'] as const
const DAY_MS = 24 * 60 * 60_000
const LENGTH = 2000

/** What is refused stays written, with what is wrong beside it. */
export function AnnouncementForm() {
  const { announcements, window } = useWorkbench()
  const departments = useDepartments()
  const [text, setText] = useState('')
  const [scope, setScope] = useState<Audience>({ type: 'workspace' })
  const [days, setDays] = useState<(typeof DAYS)[number]>('3')
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const scopes = [
    { type: 'workspace' },
    ...departments.map(({ id }) => ({ type: 'department', departmentId: id })),
  ] as Audience[] // ids as the server gave them

  async function post(): Promise<void> {
    if (text.trim() === '') return setError(t('announcements.empty'))
    setBusy(true)
    setError(null)
    const expiresAt = new Date(window.env.now() + Number(days) * DAY_MS).toISOString()
    await announcements.post({ scope, text: text.trim(), expiresAt }).then(
      () => setText(''),
      () => setError(t('announcements.refused')),
    )
    setBusy(false)
  }
  return (
    <form
      class="sec"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void post()
      }}
    >
      <Field label={t('announcements.text')} error={error}>
        {(ids) => (
          <textarea
            class="input"
            rows={3}
            maxLength={LENGTH}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
            {...ids}
          />
        )}
      </Field>
      <Select
        label={t('announcements.to')}
        value={keyOfScope(scope)}
        choices={scopes.map((one) => ({ value: keyOfScope(one), label: scopeText(one, departments) }))}
        onChange={(key) => setScope(scopes.find((one) => keyOfScope(one) === key) ?? scope)}
      />
      <Select<(typeof DAYS)[number]>
        label={t('announcements.for')}
        value={days}
        choices={DAYS.map((count) => ({ value: count, label: t('announcements.days', { count: Number(count) }) }))}
        onChange={(next) => setDays(next)}
      />
      <button type="submit" class="btn btn-primary btn-start" aria-busy={isBusy}>
        {t('announcements.post')}
      </button>
    </form>
  )
}
