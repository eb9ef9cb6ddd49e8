import type { Macro } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { actionText, type Known } from '../../models/macro-words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KeptTools, useRemoval } from './KeptTools.tsx'
import { MacroEditor } from './MacroEditor.tsx'
import { PageHead, Pending } from './PageHead.tsx'
import { scopeText, useDepartments } from './ScopeChoice.tsx'

/** The macros that somebody may run, and where he writes them. */
export function MacrosPage() {
  const { macros, canned } = useWorkbench()
  const [editing, setEditing] = useState<Macro | 'new' | null>(null)
  useEffect(() => {
    void macros.load()
    canned.ensure()
  }, [macros])
  const state = macros.state.value
  if (editing) return <MacroEditor one={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
  return (
    <div class="sform">
      <PageHead title={t('settings.macros')} lead={t('macros.lead')}>
        <button type="button" class="btn btn-primary" onClick={() => setEditing('new')}>
          <Icon name="plus" size={16} />
          {t('macros.add')}
        </button>
      </PageHead>
      {state === 'ready' ? (
        <List onEdit={setEditing} />
      ) : (
        <Pending state={state === 'failed' ? 'failed' : 'loading'} onRetry={() => void macros.load()} />
      )}
    </div>
  )
}

function List({ onEdit }: { onEdit(one: Macro): void }) {
  const { macros, people, canned } = useWorkbench()
  const all = macros.all.value
  const known: Known = {
    nameOf: (id) =>
      people.byId.value.get(id)?.name ?? people.departments.value.find((one) => one.id === id)?.name ?? null,
    ...{ canned: canned.all.value, values: new Map(), locales: [] },
  }
  if (all.length === 0)
    return (
      <section class="sec">
        <h2>{t('macros.empty')}</h2>
        <p>{t('macros.empty.what')}</p>
      </section>
    )
  return (
    <>
      <ul class="tiles" aria-label={t('settings.macros')}>
        {all.map((one) => (
          <Row key={one.id} {...{ one, known }} onEdit={() => onEdit(one)} />
        ))}
      </ul>
      {macros.isTruncated.value && <p class="hint">{t('canned.truncated')}</p>}
    </>
  )
}

function Row({ one, known, onEdit }: { one: Macro; known: Known; onEdit(): void }) {
  const { macros } = useWorkbench()
  const departments = useDepartments()
  const { name, actions, scope, uses } = one
  const remove = useRemoval(name, { remove: () => macros.remove(one), restore: () => macros.restore(one) })
  const said = actions.map((action) => actionText(action, known)).join(' · ')
  return (
    <li class="tile">
      <span class="grow">
        <b class="cut">{name}</b>
        <span class="muted cut" title={said}>
          {said}
        </span>
        <span class="faint cut">{uses === 0 ? t('macros.uses.none') : t('macros.uses', { count: uses })}</span>
      </span>
      <span class="chip">{scopeText(scope, departments)}</span>
      <KeptTools {...{ scope, name, onEdit }} onDelete={() => void remove()} />
    </li>
  )
}
