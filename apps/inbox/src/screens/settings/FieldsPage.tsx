import type { CustomField } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { FieldDialog } from './FieldDialog.tsx'
import { PageHead, Pending } from './PageHead.tsx'

const ABOUT = ['contact', 'conversation'] as const

/** What administrators want to know of contacts and of conversations. */
export function FieldsPage() {
  const { customFields } = useWorkbench()
  const [editing, setEditing] = useState<CustomField | CustomField['about'] | null>(null)
  useEffect(() => void customFields.load(), [customFields])
  const state = customFields.state.value
  const isThere = state === 'ready' || customFields.fields.value.length > 0
  return (
    <div class="sform">
      <PageHead title={t('settings.fields')} lead={t('fields.lead')} />
      {isThere ? (
        ABOUT.map((about) => <Fields key={about} about={about} onEdit={setEditing} />)
      ) : (
        <Pending state={state === 'failed' ? 'failed' : 'loading'} onRetry={() => void customFields.load()} />
      )}
      {editing && <FieldDialog editing={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

type FieldsProps = { about: CustomField['about']; onEdit(editing: CustomField | CustomField['about']): void }

function Fields({ about, onEdit }: FieldsProps) {
  const { customFields } = useWorkbench()
  const fields = customFields.fields.value.filter((field) => field.about === about)
  const shown = fields.filter(({ archived }) => !archived)
  return (
    <section class="fld" aria-label={t(`fields.${about}`)}>
      <header class="row">
        <h2 class="grow">{t(`fields.${about}`)}</h2>
        <button type="button" class="btn" onClick={() => onEdit(about)}>
          <Icon name="plus" size={16} />
          {t(`fields.add.${about}`)}
        </button>
      </header>
      {fields.length === 0 && <p class="muted">{t('fields.none')}</p>}
      <ul class="tiles" aria-label={t(`fields.${about}`)}>
        {fields.map((field) => (
          <Field key={field.id} field={field} before={shown[shown.indexOf(field) - 1] ?? null} onEdit={onEdit} />
        ))}
      </ul>
    </section>
  )
}

type FieldProps = Pick<FieldsProps, 'onEdit'> & { field: CustomField; before: CustomField | null }

function Field({ field, before, onEdit }: FieldProps) {
  const { customFields, toasts } = useWorkbench()
  const { id, label, type, key, choices, archived } = field
  const change = async (...changes: [CustomField['id'], Parameters<typeof customFields.update>[1]][]) => {
    try {
      for (const [of, to] of changes) await customFields.update(of, to)
    } catch {
      toasts.show({ text: t('refused.other'), tone: 'problem' })
    }
  }
  return (
    <li class={`tile${archived ? ' tile-off' : ''}`}>
      <span class="grow">
        <b class="cut">{label}</b>
        <span class="muted wraps">
          {t(`fields.type.${type}`)} · <code>{key}</code>
          {choices.length > 0 && ` · ${choices.join(', ')}`}
        </span>
      </span>
      <span class="row">
        {before && (
          <button
            type="button"
            class="ib turned"
            aria-label={t('fields.up', { label })}
            title={t('fields.up', { label })}
            onClick={() => void change([id, { position: before.position }], [before.id, { position: field.position }])}
          >
            <Icon name="chevron-down" />
          </button>
        )}
        <button type="button" class="btn btn-s" aria-label={t('fields.edit', { label })} onClick={() => onEdit(field)}>
          {t('fields.edit.short')}
        </button>
        <button
          type="button"
          class="btn btn-s"
          aria-label={t(archived ? 'fields.bring' : 'fields.archive', { label })}
          onClick={() => void change([id, { archived: !archived }])}
        >
          {t(archived ? 'fields.bring.short' : 'fields.archive.short')}
        </button>
      </span>
    </li>
  )
}
