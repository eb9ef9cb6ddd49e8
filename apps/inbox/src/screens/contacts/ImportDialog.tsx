import type { ImportRefusal } from '@parley/protocol'
import { useEffect, useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { saveFile } from '../../format/save-file.ts'
import { t } from '../../i18n/translate.ts'
import { ImportModel } from '../../models/import-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ImportColumns } from './ImportColumns.tsx'

const FEW = 8

/** Contacts of a file: its columns, what it would do, and how far it is. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  const { client, contacts, customFields, window } = useWorkbench()
  const model = useMemo(
    () =>
      new ImportModel({
        ...{ client, env: window.env, onDone: contacts.reload },
        fields: () => customFields.ofContacts.peek(),
      }),
    [client],
  )
  useEffect(() => {
    customFields.need()
    void model.find()
    return () => model[Symbol.dispose]()
  }, [model])
  return (
    <Dialog title={t('import.title')} kind="dialog-wide" onClose={onClose}>
      <div class="imp">
        <Step model={model} />
        {model.problem.value && (
          <p class="problem" role="alert">
            <Icon name="alert" />
            <span>{t(`import.problem.${model.problem.value}`)}</span>
          </p>
        )}
        <Actions model={model} onClose={onClose} />
      </div>
    </Dialog>
  )
}

type Props = { model: ImportModel }

function Step({ model }: Props) {
  switch (model.step.value) {
    case 'choose':
      return <Choose model={model} />
    case 'map':
      return <ImportColumns model={model} />
    case 'send':
    case 'wait':
      return <Progress model={model} />
    case 'report':
    case 'done':
      return <Report model={model} />
  }
}

function Choose({ model }: Props) {
  return (
    <>
      <p class="muted">{t('import.lead')}</p>
      <label class="btn">
        <Icon name="file" size={16} />
        {t('import.choose')}
        <input
          class="vh"
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file) void model.choose(file)
          }}
        />
      </label>
    </>
  )
}

function Progress({ model }: Props) {
  const now = model.current.value
  const isSending = model.step.value === 'send'
  const at = (isSending ? now?.received : now?.at) ?? 0
  const total = now?.total ?? 1
  const label = t(isSending ? 'import.sending' : `import.${now?.state === 'running' ? 'running' : 'checking'}`)
  return (
    <>
      <p role="status">{label}</p>
      <progress class="imp-p" value={at} max={total} aria-label={label} />
      <p class="muted num">{t('import.far', { at, total })}</p>
      {!isSending && <p class="muted">{t('import.goes_on')}</p>}
    </>
  )
}

const reasonOf = ({ reason, column }: ImportRefusal) => t(`import.reason.${reason}`, { column: column ?? '' })

function Report({ model }: Props) {
  const now = model.current.value
  if (!now) return null
  const { created, updated, unchanged, refused } = now.counts
  const counts = { created, updated, unchanged, refused }
  const download = async () => {
    const text = await model.report(reasonOf, [t('import.report.line'), t('import.report.reason')])
    saveFile('import-report.csv', [text])
  }
  return (
    <>
      <p role="status">{t(now.state === 'checked' ? 'import.checked' : 'import.done')}</p>
      <dl class="kv imp-c">
        {Object.entries(counts).map(([name, count]) => (
          <div key={name}>
            <dt>{t(`import.count.${name as keyof typeof counts}`)}</dt>
            <dd class="num">{count}</dd>
          </div>
        ))}
      </dl>
      {model.refusals.value.length > 0 && (
        <>
          <ul class="imp-r" aria-label={t('import.count.refused')}>
            {model.refusals.value.slice(0, FEW).map((one) => (
              <li key={one.row}>
                <b class="num">{t('import.row', { row: String(one.row + 1) })}</b> {reasonOf(one)}{' '}
                <span class="muted cut" dir="auto">
                  {one.values.filter(Boolean).join(', ')}
                </span>
              </li>
            ))}
          </ul>
          <button type="button" class="btn btn-s" onClick={() => void download()}>
            <Icon name="download" size={16} />
            {t('import.report')}
          </button>
        </>
      )}
    </>
  )
}

function Actions({ model, onClose }: Props & { onClose(): void }) {
  const step = model.step.value
  return (
    <footer class="dialog-f">
      {step === 'choose' || step === 'done' ? (
        <button type="button" class="btn" onClick={onClose}>
          {t('action.close')}
        </button>
      ) : (
        <button type="button" class="btn" onClick={() => void model.cancel()}>
          {t('import.stop')}
        </button>
      )}
      {step === 'map' && (
        <button type="button" class="btn btn-primary" onClick={() => void model.send()}>
          {t('import.check')}
        </button>
      )}
      {step === 'report' && (
        <button type="button" class="btn btn-primary" onClick={() => void model.run()}>
          {t('import.run')}
        </button>
      )}
    </footer>
  )
}
