import { useEffect, useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { DuplicatesModel, MergeModel } from '../../models/customer/merge-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { calledOf } from '../contacts/ContactList.tsx'
import { MergeDialog } from './MergeDialog.tsx'

/** All who look alike; each group is compared and merged from here. */
export function Duplicates({ onClose }: { onClose(): void }) {
  const { client, contacts, customFields } = useWorkbench()
  const all = useMemo(() => new DuplicatesModel({ client }), [client])
  const merge = useMemo(
    () =>
      new MergeModel({
        ...{ client, fields: customFields.ofContacts },
        onDone() {
          contacts.reload()
          all.reload()
        },
      }),
    [client, all],
  )
  useEffect(() => {
    customFields.need()
    return () => {
      all.stop()
      all[Symbol.dispose]()
      merge[Symbol.dispose]()
    }
  }, [all, merge])
  if (merge.pair.value) return <MergeDialog merge={merge} />
  return (
    <Dialog title={t('merge.all')} kind="dialog-wide" onClose={onClose}>
      <div class="dialog-body" aria-busy={all.state.value === 'loading'}>
        <Groups all={all} merge={merge} />
        <Standing all={all} />
        <footer class="dialog-f">
          {all.cursor.value && all.state.value === 'ready' && (
            <button type="button" class="btn" onClick={all.more}>
              {t('merge.more')}
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

function Groups({ all, merge }: { all: DuplicatesModel; merge: MergeModel }) {
  return (
    <ul class="alk">
      {all.groups.value.map(({ by, contacts: [first, ...others] }) =>
        others.map(
          (other) =>
            first && (
              <li key={`${first.id} ${other.id}`}>
                <span class="grow cut" dir="auto">
                  {calledOf(first)} · {calledOf(other)} <span class="faint">{t(`merge.by.${by}`)}</span>
                </span>
                <button type="button" class="btn btn-s" onClick={() => merge.open(first, other)}>
                  {t('merge.compare')}
                </button>
              </li>
            ),
        ),
      )}
    </ul>
  )
}

function Standing({ all }: { all: DuplicatesModel }) {
  const state = all.state.value
  if (state === 'loading') return <p role="status">{t('merge.looking')}</p>
  if (state === 'ready') return all.groups.value.length === 0 ? <p role="status">{t('merge.none')}</p> : null
  return (
    <p role="alert">
      {t('contacts.failed')}{' '}
      <button type="button" class="btn btn-s" onClick={all.retry}>
        {t('action.retry')}
      </button>
    </p>
  )
}
