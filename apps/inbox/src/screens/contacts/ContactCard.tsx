import type { AttributeValue, ContactChanges, ContactProfile, CustomField, PersonField } from '@parley/protocol'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { dayText } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ContactEdits, Saved } from '../../models/contact-edits.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EditableField } from './EditableField.tsx'

type Props = { contact: ContactProfile; edits: ContactEdits }

const PLAIN: readonly { key: 'name' | 'email' | 'phone'; kind: 'text' | 'email' | 'tel'; maxLength: number }[] = [
  { key: 'name', kind: 'text', maxLength: 120 },
  { key: 'email', kind: 'email', maxLength: 254 },
  { key: 'phone', kind: 'tel', maxLength: 40 },
]

/** What is known of a contact, each thing edited where it stands. */
export function ContactCard({ contact, edits }: Props) {
  const { customFields } = useWorkbench()
  useEffect(() => customFields.need(), [customFields])
  const isFixed = (key: PersonField) => contact.verified.includes(key)
  return (
    <div class="pn-s">
      <h3>{t('contact.title')}</h3>
      <dl class="kv kv-ed">
        {PLAIN.map(({ key, kind, maxLength }) => (
          <EditableField
            key={`${contact.id} ${key}`}
            label={t(`contact.${key}`)}
            value={contact[key] ?? ''}
            isFixed={isFixed(key)}
            {...{ kind, maxLength }}
            save={(text) => edits.save({ [key]: text || null })}
          />
        ))}
        <EditableField
          key={`${contact.id} company`}
          label={t('person.company')}
          value={contact.company?.name ?? contact.company?.id ?? ''}
          isFixed={isFixed('company')}
          maxLength={120}
          save={(text) => edits.save({ company: text || null })}
        />
        {customFields.ofContacts.value.map((field) => (
          <FieldValue
            key={`${contact.id} ${field.id}`}
            field={field}
            value={contact.fields[field.key]}
            save={(value) => edits.save({ fields: { [field.key]: value } })}
          />
        ))}
        <div class="ed">
          <dt>{t('details.tags')}</dt>
          <dd>
            <ContactTags contact={contact} edits={edits} />
          </dd>
        </div>
        <EditableField
          key={`${contact.id} note`}
          label={t('contact.note')}
          value={contact.note}
          shown={<span class="ed-note">{contact.note}</span>}
          kind="area"
          maxLength={5000}
          save={(note) => edits.save({ note })}
        />
      </dl>
    </div>
  )
}

const KINDS = { text: 'text', number: 'number', date: 'date', link: 'url', boolean: 'text', choice: 'text' } as const

type FieldProps = {
  field: CustomField
  value: AttributeValue | undefined
  save(value: Value, was: string): Promise<Saved>
}

/** The value of a field that an administrator defined. */
export function FieldValue({ field, value, save }: FieldProps) {
  const text = value === undefined ? '' : String(value)
  return (
    <EditableField
      label={field.label}
      value={text}
      shown={shownOf(field, text)}
      kind={KINDS[field.type]}
      {...choicesOf(field)}
      save={(typed, was) => save(readAs(field, typed), was)}
    />
  )
}

function choicesOf({ type, choices }: CustomField) {
  if (type === 'choice') return { choices: choices.map((value) => ({ value, label: value })) }
  if (type !== 'boolean') return {}
  return { choices: (['true', 'false'] as const).map((value) => ({ value, label: t(`contact.${value}`) })) }
}

/** A value of before the field had its type is shown as it is. */
export function shownOf({ type }: Pick<CustomField, 'type'>, text: string): string {
  if (text === '') return ''
  if (type === 'boolean' && (text === 'true' || text === 'false')) return t(`contact.${text}`)
  if (type === 'number' && Number.isFinite(Number(text))) return new Intl.NumberFormat().format(Number(text))
  return type === 'date' ? dayText(text) : text
}

type Value = NonNullable<ContactChanges['fields']>[string]

function readAs({ type }: CustomField, text: string): Value {
  if (text === '') return null
  if (type === 'number') return Number(text)
  return type === 'boolean' ? text === 'true' : text
}

const TAG_LENGTH = 40

/** The tags of a person: a word and Enter adds one, the cross takes it away. */
function ContactTags({ contact, edits }: Props) {
  const { toasts } = useWorkbench()
  const [isAdding, setAdding] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [isAdding])
  const told = async (saved: ReturnType<ContactEdits['addTag']>) => {
    if ((await saved) !== 'saved') toasts.show({ text: t('refused.other'), tone: 'problem' })
  }
  const add = () => {
    const tag = field.current?.value.replaceAll(',', ' ').trim()
    if (tag) void told(edits.addTag(tag))
    setAdding(false)
  }
  return (
    <>
      {contact.tags.map((tag) => (
        <span key={tag} class="chip chip-tag">
          {tag}
          <button
            type="button"
            aria-label={t('tags.remove', { tag })}
            title={t('action.remove')}
            onClick={() => void told(edits.removeTag(tag))}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      ))}
      {isAdding ? (
        <input
          ref={field}
          class="input input-s"
          aria-label={t('contact.tag')}
          maxLength={TAG_LENGTH}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add()
            if (event.key !== 'Escape') return
            event.stopPropagation()
            setAdding(false)
          }}
        />
      ) : (
        <button
          type="button"
          class="ib ib-s"
          aria-label={t('contact.tag')}
          title={t('contact.tag')}
          onClick={() => setAdding(true)}
        >
          <Icon name="plus" size={14} />
        </button>
      )}
    </>
  )
}
