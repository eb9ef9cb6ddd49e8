import type { ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { FormProblem } from '../../models/form-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'

export type Saveable = {
  changes: ReadonlySignal<number>
  problem: ReadonlySignal<FormProblem | null>
  isBusy: ReadonlySignal<boolean>
  canSave: ReadonlySignal<boolean>
  discard(): void
  /** True when it is stored. */
  save(): Promise<boolean>
}

/** Docked to the foot while something is unsaved. */
export function SaveBar({ model }: { model: Saveable }) {
  const count = model.changes.value
  if (count === 0) return null
  return <Docked model={model} count={count} />
}

function Docked({ model, count }: { model: Saveable; count: number }) {
  const { router } = useWorkbench()
  const isHeld = !model.canSave.value && !model.isBusy.value
  useEffect(() => router.hold(), [])
  return (
    <section class="savebar" aria-label={t('save.label')}>
      <span class="grow">
        <span class="sq sq-w" />
        {t('save.changes', { count })}
      </span>
      <Problem problem={model.problem.value} />
      <p class="hint" role="status">
        {isHeld && t('save.wrong')}
      </p>
      <button type="button" class="btn btn-quiet" onClick={model.discard}>
        {t('save.discard')}
      </button>
      <SubmitButton
        isBusy={model.isBusy.value}
        isDisabled={!model.canSave.value}
        label={t('save.save')}
        busyLabel={t('save.saving')}
      />
      {router.wanted.value && <Leaving onAnswer={router.answer} />}
    </section>
  )
}

/** Asked before a page is left with something unsaved. */
function Leaving({ onAnswer }: { onAnswer(mayGo: boolean): void }) {
  return (
    <Dialog title={t('leave.title')} onClose={() => onAnswer(false)}>
      <p>{t('leave.what')}</p>
      <div class="dialog-f">
        <button type="button" class="btn" onClick={() => onAnswer(false)}>
          {t('leave.keep')}
        </button>
        <button type="button" class="btn btn-danger" onClick={() => onAnswer(true)}>
          {t('leave.discard')}
        </button>
      </div>
    </Dialog>
  )
}
