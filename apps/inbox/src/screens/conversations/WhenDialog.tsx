import { useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fieldTime, snoozePresets } from '../../format/snooze.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { whenProblem } from './when-problem.ts'

type Props = { title: string; verb: string; onChoose(at: Date): void; onClose(): void }

/** A date and a time of one's own, on the clock of whoever chooses. */
export function WhenDialog({ title, verb, onChoose, onClose }: Props) {
  const { window } = useWorkbench()
  const field = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState('')
  const first = snoozePresets(window.env.now()).find(({ id }) => id === 'tomorrow')
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const at = new Date(field.current?.value ?? '')
          const wrong = whenProblem(at, window.env.now())
          setProblem(wrong)
          if (wrong) return field.current?.focus()
          onClose()
          onChoose(at)
        }}
      >
        <label class="field">
          <span class="label">{t('when.field')}</span>
          <input
            ref={field}
            class="input"
            type="datetime-local"
            defaultValue={first && fieldTime(first.at)}
            aria-invalid={problem !== ''}
            aria-describedby={problem ? 'when-problem' : undefined}
          />
          {problem && (
            <span class="err" id="when-problem" role="alert">
              {problem}
            </span>
          )}
        </label>
        <div class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="btn btn-primary">
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
