import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import type { Saved } from '../../models/contact-edits.ts'
import { FieldError } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Props = {
  label: string
  /** As it is edited, and as it is shown. */
  value: string
  shown?: ComponentChildren
  /** What his signed identity told is not edited here. */
  isFixed?: boolean
  kind?: 'text' | 'email' | 'tel' | 'number' | 'date' | 'url' | 'area'
  maxLength?: number
  choices?: readonly { value: string; label: string }[]
  /** `was`: what stood there when it was typed, or when its newer value was seen. */
  save(value: string, was: string): Promise<Saved>
}

/** One thing that is known of somebody, edited where it stands: Enter or leaving it saves, Esc takes back. */
export function EditableField(props: Props) {
  const { label, value, shown = value, isFixed = false } = props
  const [isEditing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const end = (withFocus: boolean) => {
    setEditing(false)
    if (withFocus) requestAnimationFrame(() => opener.current?.focus())
  }
  if (isEditing) return <Editing {...props} onEnd={end} />
  return (
    <div class="ed">
      <dt class="cut" title={label}>
        {label}
      </dt>
      <dd>
        {isFixed ? (
          <span class="ed-v ed-fixed" title={t('contact.fixed')}>
            <span class="cut" dir="auto">
              {shown}
            </span>
            <Icon name="shield" size={14} />
            <span class="vh">{t('contact.fixed')}</span>
          </span>
        ) : (
          <button
            ref={opener}
            type="button"
            class="ed-v"
            aria-label={
              value ? t('contact.edit', { label, value: typeof shown === 'string' ? shown : value }) : undefined
            }
            onClick={() => setEditing(true)}
          >
            {value ? (
              <span class="cut" dir="auto">
                {shown}
              </span>
            ) : (
              <span class="faint">{t('contact.add', { label })}</span>
            )}
            <Icon name="edit" size={14} />
          </button>
        )}
      </dd>
    </div>
  )
}

/** What is typed stays until it is saved or taken back; of a newer value of somebody else it is asked what to do. */
function Editing({
  label,
  value,
  kind = 'text',
  maxLength = 500,
  choices,
  save,
  onEnd,
}: Props & { onEnd(withFocus: boolean): void }) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null)
  const id = useId()
  const [base, setBase] = useState(value)
  const begun = useRef(value)
  const [outcome, setOutcome] = useState<Saved | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select?.()
  }, [])
  const was = () => (outcome === 'conflict' ? value : begun.current)
  const commit = async (withFocus: boolean) => {
    const next = field.current?.value.trim() ?? ''
    if (isBusy) return
    if (next === base && outcome !== 'conflict') return onEnd(withFocus)
    setBusy(true)
    const result = field.current?.validity.valid === false ? 'invalid' : await save(next, was())
    setBusy(false)
    if (result === 'saved') return onEnd(withFocus)
    setBase('\0') // whatever stands there now is no more what is known
    setOutcome(result)
  }
  const controls = {
    ...{ id, ref: field, class: 'input input-s', maxLength, 'aria-invalid': outcome !== null, dir: 'auto' as const },
    ...(outcome && { 'aria-describedby': `${id}-error` }),
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Escape') {
        event.stopPropagation()
        onEnd(true)
      }
      if (event.key === 'Enter' && (kind !== 'area' || event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        void commit(true)
      }
    },
    onBlur: () => outcome === null && void commit(false),
  }
  return (
    <div class="ed ed-on">
      <dt>
        <label for={id}>{label}</label>
      </dt>
      <dd>
        <Control kind={kind} value={value} choices={choices} controls={controls} />
        {outcome && (
          <Refused
            id={`${id}-error`}
            outcome={outcome}
            theirs={value}
            save={() => void commit(true)}
            leave={() => onEnd(true)}
          />
        )}
      </dd>
    </div>
  )
}

type ControlProps = { kind: Props['kind']; choices: Props['choices']; value: string; controls: object }

function Control({ kind, value, choices, controls }: ControlProps) {
  if (choices)
    return (
      <select {...controls}>
        <option value="">{t('contact.none')}</option>
        {choices.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.label}
          </option>
        ))}
      </select>
    )
  if (kind === 'area') return <textarea {...controls} rows={4} defaultValue={value} />
  return <Line kind={kind} value={value} controls={controls} />
}

function Line({ kind, value, controls }: Omit<ControlProps, 'choices'>) {
  switch (kind) {
    case 'email':
      return <input type="email" {...controls} defaultValue={value} />
    case 'tel':
      return <input type="tel" {...controls} defaultValue={value} />
    case 'number':
      return <input type="number" step="any" {...controls} defaultValue={value} />
    case 'date':
      return <input type="date" {...controls} defaultValue={value} />
    case 'url':
      return <input type="url" {...controls} defaultValue={value} />
    default:
      return <input type="text" {...controls} defaultValue={value} />
  }
}

type RefusedProps = { id: string; outcome: Saved; theirs: string; save(): void; leave(): void }

/** Why it was not saved, and the ways on. */
function Refused({ id, outcome, theirs, save, leave }: RefusedProps) {
  const isConflict = outcome === 'conflict'
  const text = isConflict
    ? t('contact.conflict', { value: theirs || t('contact.empty') })
    : t(`contact.${outcome === 'saved' ? 'failed' : outcome}`)
  return (
    <div class="ed-e" role="alert">
      <FieldError id={id} text={text} />
      <span class="row">
        <button type="button" class="btn btn-s" onClick={save}>
          {t(isConflict ? 'contact.keep_mine' : 'action.retry')}
        </button>
        <button type="button" class="btn btn-s" onClick={leave}>
          {t(isConflict ? 'contact.take_theirs' : 'action.cancel')}
        </button>
      </span>
    </div>
  )
}
