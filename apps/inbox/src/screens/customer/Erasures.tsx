import { useEffect, useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { ErasuresModel } from '../../models/customer/erasure-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'

/** The proofs: when, by whom, how much; nothing of whom. */
export function Erasures({ onClose }: { onClose(): void }) {
  const { client, people } = useWorkbench()
  const model = useMemo(() => new ErasuresModel({ client }), [client])
  useEffect(() => () => model[Symbol.dispose](), [model])
  const state = model.state.value
  const erasures = model.erasures.value
  return (
    <Dialog title={t('erase.all')} kind="dialog-wide" onClose={onClose}>
      <div class="dialog-body" aria-busy={state === 'loading'}>
        {state === 'loading' && <p role="status">{t('erase.loading')}</p>}
        {state === 'failed' && (
          <p role="alert">
            {t('contacts.failed')}{' '}
            <button type="button" class="btn btn-s" onClick={model.load}>
              {t('action.retry')}
            </button>
          </p>
        )}
        {state === 'ready' && erasures.length === 0 && <p>{t('erase.none')}</p>}
        {erasures.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
          <section class="imp-t" aria-label={t('erase.all')} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>{t('erase.when')}</th>
                  <th>{t('erase.by')}</th>
                  <th>{t('erase.of.conversations')}</th>
                  <th>{t('erase.of.messages')}</th>
                  <th>{t('erase.of.files')}</th>
                  <th>{t('erase.id')}</th>
                </tr>
              </thead>
              <tbody>
                {erasures.map(({ id, by, state: is, counts, finishedAt, createdAt }) => (
                  <tr key={id}>
                    <td>{is === 'done' ? fullTime(finishedAt ?? createdAt) : t('erase.under_way')}</td>
                    <td>{people.byId.value.get(by)?.name ?? t('erase.somebody')}</td>
                    <td class="num">{counts.conversations}</td>
                    <td class="num">{counts.messages + counts.notes}</td>
                    <td class="num">{counts.files}</td>
                    <td>
                      <code>{id}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.close')}
          </button>
        </footer>
      </div>
    </Dialog>
  )
}
