import type { SavedView, Scope } from '@parley/protocol'
import { useModel } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { LineField } from './LineField.tsx'

/** A name for what is on screen, and who sees it; or another name for a view that is there. */
export function SaveView({ view, onClose }: { view: SavedView | null; onClose(): void }) {
  const { savedViews, lists, goToSaved, toasts } = useWorkbench()
  const form = useModel(FormModel)
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => element.current?.querySelector('input')?.focus(), [])

  async function save(target: HTMLFormElement) {
    const { name, scope } = formValues(target, 'name', 'scope')
    const written = { name, scope: scopeOf(scope) }
    if (view) return savedViews.change(view, written)
    const created = await savedViews.create({ ...written, ...lists.whole.peek() })
    lists.reset()
    if (new FormData(target).get('pin')) savedViews.togglePin(created.id)
    goToSaved(created.id)
    return created
  }

  return (
    <Dialog title={t(view ? 'saved.edit.title' : 'saved.save.title')} kind="dialog-form" onClose={onClose}>
      <form
        ref={element}
        class="dialog-body"
        onSubmit={async (event) => {
          event.preventDefault()
          const target = event.currentTarget
          if (!(await form.run(() => save(target)))) return
          toasts.show({ text: t('saved.saved', { name: formValues(target, 'name').name }), tone: 'plain' })
          onClose()
        }}
      >
        <Problem problem={form.problem.value} />
        <LineField label={t('saved.name')} name="name" required maxlength={60} value={view?.name ?? ''} />
        <ScopeField scope={view?.scope ?? { type: 'personal' }} />
        {!view && (
          <label class="check">
            <input type="checkbox" name="pin" defaultChecked /> {t('saved.pin')}
          </label>
        )}
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <SubmitButton isBusy={form.isBusy.value} label={t('save.save')} busyLabel={t('save.saving')} />
        </footer>
      </form>
    </Dialog>
  )
}

const scopeOf = (value: string): Scope => {
  if (value.startsWith('dep_')) return { type: 'department', departmentId: value as `dep_${string}` } // offered below
  return { type: value === 'workspace' ? 'workspace' : 'personal' }
}

/** Agents keep views to themselves; whoever looks after others may share. */
function ScopeField({ scope }: { scope: Scope }) {
  const { me, savedViews } = useWorkbench()
  const now = scope.type === 'department' ? scope.departmentId : scope.type
  if (me.role === 'agent') return <input type="hidden" name="scope" value={now} />
  const departments = savedViews.departments.value
  return (
    <Field label={t('saved.scope')}>
      {(ids) => (
        <span class="sel">
          <select class="input" name="scope" {...ids}>
            {(['personal', 'workspace'] as const).map((one) => (
              <option key={one} value={one} selected={one === now}>
                {t(`saved.scope.${one}`)}
              </option>
            ))}
            {departments.map(({ id, name }) => (
              <option key={id} value={id} selected={id === now}>
                {name}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size={16} />
        </span>
      )}
    </Field>
  )
}
