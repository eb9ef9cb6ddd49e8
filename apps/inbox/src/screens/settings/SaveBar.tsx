import type { ReadonlySignal } from '@preact/signals'
import { t } from '../../i18n/translate.ts'
import type { FormProblem } from '../../models/form-model.ts'
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
  return (
    <section class="savebar" aria-label={t('save.label')}>
      <span class="grow">
        <span class="sq sq-w" />
        {t('save.changes', { count })}
      </span>
      <Problem problem={model.problem.value} />
      <button type="button" class="btn btn-quiet" onClick={model.discard}>
        {t('save.discard')}
      </button>
      <SubmitButton
        isBusy={model.isBusy.value}
        isDisabled={!model.canSave.value}
        label={t('save.save')}
        busyLabel={t('save.saving')}
      />
    </section>
  )
}
