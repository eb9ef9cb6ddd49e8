import type { Macro, MacroAction } from '@parley/protocol'
import { useEffect, useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { ACTION_TYPES, actionOf, flawOf, MOST_ACTIONS, macroForm } from '../../models/macro-form.ts'
import { moved } from '../../models/moved.ts'
import { TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { MacroActionFields } from './MacroActionFields.tsx'
import { PageHead } from './PageHead.tsx'
import { SaveBar } from './SaveBar.tsx'
import { ScopeChoice, useDepartments } from './ScopeChoice.tsx'

/** One macro: whose it is, and its actions in their order; null for a new one. */
export function MacroEditor({ one, onClose }: { one: Macro | null; onClose(): void }) {
  const { macros, canned, toasts } = useWorkbench()
  const model = useMemo(() => macroForm(macros, one), [one?.id])
  const departments = useDepartments()
  useEffect(() => canned.ensure(), [canned])
  const { scope, name, actions } = model.values.value
  const isTold = model.changes.value > 0
  const set = (next: MacroAction[]) => model.set({ actions: next })
  return (
    <form
      class="swide"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        if (!(await model.save())) return
        toasts.show({ text: t('canned.saved'), tone: 'plain' })
        onClose()
      }}
    >
      <div class="sform">
        <button type="button" class="crumb link" onClick={onClose}>
          <Icon name="chevron-left" size={16} />
          {t('settings.macros')}
        </button>
        <PageHead title={one ? one.name : t('macros.add')} lead={t('macros.lead')} />
        <section class="sec">
          <TextField
            label={t('macros.name')}
            value={name}
            maxlength={120}
            error={(isTold && model.wrong.value['name']) || null}
            onInput={({ currentTarget }) => model.set({ name: currentTarget.value })}
          />
          <ScopeChoice {...{ scope, departments }} onChange={(next) => model.set({ scope: next })} />
        </section>
        <section class="sec" aria-labelledby="macro-actions">
          <h2 id="macro-actions">{t('macros.actions')}</h2>
          <ol class="mac-acts">
            {actions.map((action, at) => (
              <Row key={at} {...{ actions, action, at, set, isTold }} />
            ))}
          </ol>
          {actions.length < MOST_ACTIONS && (
            <button type="button" class="btn btn-start" onClick={() => set([...actions, actionOf('tag')])}>
              <Icon name="plus" size={16} />
              {t('macros.action.add')}
            </button>
          )}
        </section>
      </div>
      <SaveBar model={model} />
    </form>
  )
}

type RowProps = {
  actions: readonly MacroAction[]
  action: MacroAction
  at: number
  isTold: boolean
  set(actions: MacroAction[]): void
}

const ICONS = { up: 'chevron-up', down: 'chevron-down', remove: 'trash' } as const

function Row({ actions, action, at, isTold, set }: RowProps) {
  const put = (next: MacroAction) => set(actions.map((one, n) => (n === at ? next : one)))
  const run = {
    up: () => set(moved(actions, at, -1)),
    down: () => set(moved(actions, at, 1)),
    remove: () => set(actions.filter((_, n) => n !== at)),
  }
  const isOff = { up: at === 0, down: at === actions.length - 1, remove: actions.length === 1 }
  return (
    <li class="mac-act" aria-label={t('macros.action', { n: at + 1 })}>
      <div class="mac-act-f">
        <Select
          label={t('macros.type')}
          value={action.type}
          choices={ACTION_TYPES.map((value) => ({ value, label: t(`macros.type.${value}`) }))}
          onChange={(type) => put(actionOf(type))}
        />
        <MacroActionFields action={action} flaw={isTold ? flawOf(action) : null} set={put} />
      </div>
      <span class="row mac-tools">
        {(['up', 'down', 'remove'] as const).map((what) => (
          <button
            key={what}
            type="button"
            class="ib"
            aria-label={t(`macros.action.${what}`, { n: at + 1 })}
            aria-disabled={isOff[what]}
            onClick={() => !isOff[what] && run[what]()}
          >
            <Icon name={ICONS[what]} />
          </button>
        ))}
      </span>
    </li>
  )
}
