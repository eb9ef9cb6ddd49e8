import type { ConversationRow } from '@parley/protocol'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { PersonFilesModel, type PersonSubject } from '../../models/customer/person-files-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { PersonFileRow } from './PersonFileRow.tsx'

/** How many stand in a panel, and on a page of all of them. */
const FEW = 4
const MANY = 24

type Props = { subject: PersonSubject; name: string; conversations: readonly ConversationRow[] }

function useFiles(subject: PersonSubject, limit: number): PersonFilesModel {
  const { client, window } = useWorkbench()
  const key = JSON.stringify(subject)
  const model = useMemo(() => new PersonFilesModel({ client, clock: window.env, subject, limit }), [client, key])
  useEffect(() => () => model[Symbol.dispose](), [model])
  return model
}

/** The newest files of a person, and the way to all of them. */
export function PersonFiles({ subject, name, conversations }: Props) {
  const model = useFiles(subject, FEW)
  const [isOpen, setOpen] = useState(false)
  // Something happened in one of his conversations: there may be another file, or one less.
  const latest = conversations.map(({ id, ord }) => `${id} ${ord}`).join()
  useEffect(() => model.load(), [model, latest])
  const state = model.state.value
  return (
    <section class="pn-s" aria-busy={state === 'loading'}>
      <h3>{t('pfiles.section')}</h3>
      <Rows model={model} name={name} />
      {state === 'ready' && model.files.value.length === 0 && <p class="muted">{t('pfiles.none')}</p>}
      {state === 'failed' && <Failed model={model} />}
      {model.cursor.value && (
        <button type="button" class="btn btn-s" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {t('pfiles.all')}
        </button>
      )}
      {isOpen && <AllFiles subject={subject} name={name} onClose={() => setOpen(false)} />}
    </section>
  )
}

type AllProps = Pick<Props, 'subject' | 'name'> & { onClose(): void }

function AllFiles({ subject, name, onClose }: AllProps) {
  const model = useFiles(subject, MANY)
  useEffect(() => model.load(), [model])
  const state = model.state.value
  return (
    <Dialog title={t('pfiles.title', { name })} kind="dialog-form" onClose={onClose}>
      <div class="dialog-body" aria-busy={state === 'loading'}>
        <Rows model={model} name={name} onFollow={onClose} />
        {state === 'loading' && <p role="status">{t('pfiles.loading')}</p>}
        {state === 'ready' && model.files.value.length === 0 && <p class="muted">{t('pfiles.none')}</p>}
        {state === 'failed' && <Failed model={model} />}
        <footer class="dialog-f">
          {state === 'ready' && model.cursor.value && (
            <button type="button" class="btn" onClick={model.more}>
              {t('pfiles.more')}
            </button>
          )}
          <button type="button" class="btn" onClick={onClose}>
            {t('action.close')}
          </button>
        </footer>
      </div>
    </Dialog>
  )
}

type RowsProps = { model: PersonFilesModel; name: string; onFollow?: () => void }

function Rows({ model, name, onFollow }: RowsProps) {
  const { ui } = useWorkbench()
  if (model.files.value.length === 0) return null
  return (
    <ul class="pf">
      {model.files.value.map((one) => (
        <PersonFileRow
          key={one.file.id}
          one={one}
          name={name}
          links={model.linksOf(one.conversationId)}
          onFollow={() => {
            ui.dismiss()
            onFollow?.()
          }}
        />
      ))}
    </ul>
  )
}

function Failed({ model }: { model: PersonFilesModel }) {
  return (
    <p role="alert">
      {t('pfiles.failed')}{' '}
      <button type="button" class="btn btn-s" onClick={model.retry}>
        {t('action.retry')}
      </button>
    </p>
  )
}
