import { useLayoutEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'

type Props = { title: string; what: string; back: string; onBack(): void }

/** In place of a conversation that cannot be shown. */
export function NoThread({ title, what, back, onBack }: Props) {
  const { ui } = useWorkbench()
  const request = ui.focus.value
  // No field is to come: whoever asks to write waits for none, and his keys are commands.
  useLayoutEffect(() => void ui.takeWriting(), [request])
  return (
    <section class="th" aria-label={t('thread.label')}>
      <div class="empty" role="alert">
        <h2>{title}</h2>
        <p>{what}</p>
        <button type="button" class="btn btn-primary" onClick={onBack}>
          {back}
        </button>
      </div>
    </section>
  )
}
