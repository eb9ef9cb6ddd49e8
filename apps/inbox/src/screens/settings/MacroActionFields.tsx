import type { AgentId, CannedResponseId, CloseReasonId, DepartmentId, MacroAction } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Field } from '../../ui/Field.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'

type Props = { action: MacroAction; flaw: string | null; set(action: MacroAction): void }

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const
const STATUSES = ['open', 'pending', 'closed'] as const

/** What one action of a macro needs to know. */
export function MacroActionFields({ action, flaw, set }: Props) {
  switch (action.type) {
    case 'insert':
    case 'note':
      return (
        <Field label={t('macros.text')} error={flaw}>
          {(ids) => (
            <textarea
              class="input"
              rows={3}
              dir="auto"
              maxLength={4000}
              value={action.text}
              onInput={({ currentTarget }) => set({ ...action, text: currentTarget.value })}
              {...ids}
            />
          )}
        </Field>
      )
    case 'send':
      return (
        <Canned id={action.cannedResponseId} flaw={flaw} onChange={(id) => set({ ...action, cannedResponseId: id })} />
      )
    case 'assign':
      return <Assignee to={action.to} onChange={(to) => set({ ...action, to })} />
    case 'pass':
      return <Department id={action.departmentId} flaw={flaw} onChange={(id) => set({ ...action, departmentId: id })} />
    case 'tag':
      return <TagLists action={action} flaw={flaw} set={set} />
    case 'priority':
      return (
        <Select
          label={t('macros.priority')}
          value={action.priority}
          choices={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
          onChange={(priority) => set({ ...action, priority })}
        />
      )
    case 'status':
      return <Standing action={action} set={set} />
    case 'snooze':
      return (
        <NumberField
          label={t('macros.hours')}
          error={flaw}
          value={action.hours}
          min={1}
          max={8760}
          onChange={(hours) => set({ ...action, hours })}
        />
      )
  }
}

type Status = Extract<MacroAction, { type: 'status' }>

function Standing({ action: { status, reasonId }, set }: { action: Status; set(action: Status): void }) {
  const { closing } = useWorkbench()
  useEffect(closing.need, [closing])
  const reasons = closing.reasons.value
  const isGone = reasonId !== undefined && !reasons.some(({ id }) => id === reasonId)
  const choices = [
    { value: '', label: t('reasons.none_given') },
    ...reasons.map(({ id, name }) => ({ value: id, label: name })),
    ...(isGone ? [{ value: reasonId, label: '…' }] : []),
  ]
  return (
    <>
      <Select
        label={t('macros.status')}
        value={status}
        choices={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(next) => set({ type: 'status', status: next })}
      />
      {status === 'closed' && choices.length > 1 && (
        <Select<string>
          label={t('filter.reason')}
          value={reasonId ?? ''}
          choices={choices}
          onChange={(id) => set({ type: 'status', status, ...(id && { reasonId: id as CloseReasonId }) })} // what was offered
        />
      )}
    </>
  )
}

type CannedProps = { id: CannedResponseId; flaw: string | null; onChange(id: CannedResponseId): void }

function Canned({ id, flaw, onChange }: CannedProps) {
  const all = useWorkbench().canned.all.value
  const known = all.some((one) => one.id === id)
  return (
    <Select
      label={t('macros.canned')}
      error={flaw}
      value={id}
      choices={[
        ...(known ? [] : [{ value: id, label: t('macros.canned.none') }]),
        ...all.map((one) => ({ value: one.id, label: `${one.title} (/${one.shortcut})` })),
      ]}
      onChange={onChange}
    />
  )
}

type DepartmentProps = { id: DepartmentId; flaw: string | null; onChange(id: DepartmentId): void }

function Department({ id, flaw, onChange }: DepartmentProps) {
  const departments = useWorkbench().people.departments.value
  const isKnown = departments.some((one) => one.id === id)
  return (
    <Select
      label={t('macros.department')}
      hint={t('macros.department.hint')}
      error={flaw}
      value={id}
      choices={[
        ...(isKnown ? [] : [{ value: id, label: t('macros.canned.none') }]),
        ...departments.map((one) => ({ value: one.id, label: one.name })),
      ]}
      onChange={onChange}
    />
  )
}

type To = Extract<MacroAction, { type: 'assign' }>['to']

function Assignee({ to, onChange }: { to: To; onChange(to: To): void }) {
  const { people, me } = useWorkbench()
  const others = people.assignable.value.filter(({ id }) => id !== me.id)
  const choices: { value: To; label: string }[] = [
    { value: 'me', label: t('macros.to.me') },
    { value: 'nobody', label: t('macros.to.nobody') },
    ...[me, ...others].map(({ id, name }) => ({ value: id as AgentId, label: name })),
  ]
  return <Select label={t('macros.to')} value={to} choices={choices} onChange={onChange} />
}

const listed = (text: string) => [...new Set(text.split(',').map((one) => one.trim()))].filter(Boolean)

function TagLists({ action, flaw, set }: Props & { action: Extract<MacroAction, { type: 'tag' }> }) {
  return (
    <>
      {(['add', 'remove'] as const).map((which) => (
        <TagList
          key={which}
          label={t(`macros.tags.${which}`)}
          isOptional={which === 'remove'}
          error={which === 'add' ? flaw : null}
          tags={action[which]}
          onChange={(tags) => set({ ...action, [which]: tags })}
        />
      ))}
    </>
  )
}

type TagListProps = {
  label: string
  isOptional: boolean
  error: string | null
  tags: readonly string[]
  onChange(tags: string[]): void
}

function TagList({ label, isOptional, error, tags, onChange }: TagListProps) {
  const [written, setWritten] = useState(tags.join(', '))
  // What is written stays as it is written, commas and spaces too, while it says the same.
  const value = listed(written).join() === tags.join() ? written : tags.join(', ')
  return (
    <Field label={label} isOptional={isOptional} error={error}>
      {(ids) => (
        <input
          class="input"
          type="text"
          maxLength={400}
          value={value}
          onInput={({ currentTarget }) => {
            setWritten(currentTarget.value)
            onChange(listed(currentTarget.value))
          }}
          {...ids}
        />
      )}
    </Field>
  )
}
