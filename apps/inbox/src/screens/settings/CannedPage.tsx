import type { CannedResponse } from '@parley/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { findCanned } from '../../models/canned-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { SearchField } from '../SearchField.tsx'
import { CannedEditor } from './CannedEditor.tsx'
import { CannedRow } from './CannedRow.tsx'
import { PageHead, Pending } from './PageHead.tsx'
import { useDepartments } from './ScopeChoice.tsx'

/** The canned responses that somebody may use, and where he writes them. */
export function CannedPage() {
  const { canned } = useWorkbench()
  const [editing, setEditing] = useState<CannedResponse | 'new' | null>(null)
  useEffect(() => void canned.load(), [canned])
  const state = canned.state.value
  if (editing) return <CannedEditor one={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
  return (
    <div class="sform">
      <PageHead title={t('settings.canned')} lead={t('canned.lead')}>
        <button type="button" class="btn btn-primary" onClick={() => setEditing('new')}>
          <Icon name="plus" size={16} />
          {t('canned.add')}
        </button>
      </PageHead>
      {state === 'ready' ? (
        <List onEdit={setEditing} />
      ) : (
        <Pending state={state === 'failed' ? 'failed' : 'loading'} onRetry={() => void canned.load()} />
      )}
    </div>
  )
}

const ALL = '*'

function List({ onEdit }: { onEdit(one: CannedResponse): void }) {
  const { canned } = useWorkbench()
  const query = useSignal('')
  const category = useSignal(ALL)
  const departments = useDepartments()
  const all = canned.all.value
  if (all.length === 0) return <Empty />
  const categories = [...new Set(all.map((one) => one.category))].sort((a, b) => a.localeCompare(b))
  const found = findCanned(all, query.value).filter((one) => category.value === ALL || one.category === category.value)
  return (
    <>
      <div class="can-f">
        <SearchField
          label={t('canned.search')}
          placeholder={t('canned.search')}
          text={query.value}
          onText={(text) => {
            query.value = text
          }}
        />
        {categories.length > 1 && (
          <Select
            label={t('canned.category')}
            value={category.value}
            choices={[
              { value: ALL, label: t('canned.category.all') },
              ...categories.map((value) => ({ value, label: value || t('canned.category.none') })),
            ]}
            onChange={(value) => {
              category.value = value
            }}
          />
        )}
      </div>
      <ul class="tiles" aria-label={t('settings.canned')}>
        {found.map((one) => (
          <CannedRow key={one.id} {...{ one, departments }} onEdit={() => onEdit(one)} />
        ))}
      </ul>
      {found.length === 0 && (
        <p class="muted" role="status">
          {t('canned.nothing', { text: query.value })}
        </p>
      )}
      {canned.isTruncated.value && <p class="hint">{t('canned.truncated')}</p>}
    </>
  )
}

function Empty() {
  return (
    <section class="sec">
      <h2>{t('canned.empty')}</h2>
      <p>{t('canned.empty.what')}</p>
    </section>
  )
}
