import type { Scheduled } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fieldTime } from '../../format/snooze.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { whenProblem } from '../conversations/when-problem.ts'

/** Its words, its time, and whether a visitor who writes before stops it. What is refused keeps what was typed. */
export function ScheduledDialog({ one, onClose }: { one: Scheduled; onClose(): void }) {
  const { scheduled, window } = useWorkbench()
  const [text, setText] = useState(one.text)
  const [at, setAt] = useState(fieldTime(new Date(one.dueAt)))
  const [unlessAnswered, setUnless] = useState(one.unlessAnswered)
  const [problem, setProblem] = useState({ text: '', at: '' })

  async function save(): Promise<void> {
    const isEmpty = text.trim() === '' && one.files.length === 0
    const wrong = { text: isEmpty ? t('later.empty') : '', at: whenProblem(new Date(at), window.env.now()) }
    setProblem(wrong)
    if (wrong.text || wrong.at) return
    const dueAt = new Date(at).toISOString()
    if (await scheduled.update(one, { text: text.trim(), dueAt, unlessAnswered })) onClose()
  }

  return (
    <Dialog title={t('later.title')} onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <label class="field">
          <span class="label">{t('later.text')}</span>
          <textarea
            class="input"
            rows={4}
            dir="auto"
            maxLength={LIMITS.textLength}
            value={text}
            aria-invalid={problem.text !== ''}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <Problem text={problem.text} />
        </label>
        <label class="field">
          <span class="label">{t('when.field')}</span>
          <input
            class="input"
            type="datetime-local"
            value={at}
            aria-invalid={problem.at !== ''}
            onInput={(event) => setAt(event.currentTarget.value)}
          />
          <Problem text={problem.at} />
        </label>
        <Switch label={t('later.unless.label')} isOn={unlessAnswered} onChange={setUnless} />
        <div class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="btn btn-primary">
            {t('later.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Problem({ text }: { text: string }) {
  return text ? (
    <span class="err" role="alert">
      {text}
    </span>
  ) : null
}
