import type { ContactProfile, Erasure, PersonCounts } from '@parley/protocol'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { ErasureModel, type ErasureState } from '../../models/customer/erasure-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldError } from '../../ui/Field.tsx'
import { calledOf } from '../contacts/ContactList.tsx'

type Props = { contact: ContactProfile; onClose(): void }

/** What will go, then the confirmation, then how far it is, and at last the proof. */
export function EraseDialog({ contact, onClose }: Props) {
  const { client, window, contacts, goToContact } = useWorkbench()
  const erasure = useMemo(() => new ErasureModel({ client, clock: window.env, id: contact.id }), [contact.id])
  useEffect(() => () => erasure[Symbol.dispose](), [erasure])
  const state = erasure.state.value
  const isGone = state.is === 'running' || state.is === 'done'
  const close = () => {
    onClose()
    if (!isGone) return
    contacts.drop(contact.id)
    goToContact(null)
  }
  return (
    <Dialog title={t('erase.title', { name: calledOf(contact) })} kind="dialog-form" onClose={close}>
      <div class="dialog-body">
        <State state={state} erasure={erasure} onClose={close} />
      </div>
    </Dialog>
  )
}

type StateProps = { state: ErasureState; erasure: ErasureModel; onClose(): void }

function State({ state, erasure, onClose }: StateProps) {
  if (state.is === 'counting') return <p role="status">{t('erase.counting')}</p>
  if (state.is === 'failed')
    return (
      <p role="alert">
        {t('details.failed')}{' '}
        <button type="button" class="btn btn-s" onClick={erasure.count}>
          {t('action.retry')}
        </button>
      </p>
    )
  if (state.is === 'asking') return <Asking state={state} begin={erasure.begin} onClose={onClose} />
  return (
    <>
      <Progress erasure={state.erasure} isOutOfSight={state.isOutOfSight} />
      <footer class="dialog-f">
        <button type="button" class="btn btn-primary" onClick={onClose}>
          {t('action.close')}
        </button>
      </footer>
    </>
  )
}

type AskingProps = { state: Extract<ErasureState, { is: 'asking' }>; begin(): void; onClose(): void }

function Asking({ state, begin, onClose }: AskingProps) {
  const [isSure, setSure] = useState(false)
  return (
    <>
      <p>{t('erase.what')}</p>
      <Counts counts={state.counts} />
      <label class="row">
        <input type="checkbox" checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />
        {t('erase.sure')}
      </label>
      {state.hasFailed && (
        <p role="alert">
          <FieldError id="erase-error" text={t('erase.failed')} />
        </p>
      )}
      <footer class="dialog-f">
        <button type="button" class="btn" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          class="btn btn-danger"
          disabled={!isSure || state.isBusy}
          aria-busy={state.isBusy}
          onClick={begin}
        >
          {t('erase.do')}
        </button>
      </footer>
    </>
  )
}

const KEYS = ['contacts', 'visitors', 'conversations', 'messages', 'notes', 'files'] as const

export function Counts({ counts }: { counts: PersonCounts }) {
  return (
    <dl class="kv ers-c">
      {KEYS.map((key) => (
        <div key={key}>
          <dt>{t(`erase.of.${key}`)}</dt>
          <dd class="num">{new Intl.NumberFormat().format(counts[key])}</dd>
        </div>
      ))}
    </dl>
  )
}

function Progress({ erasure, isOutOfSight }: { erasure: Erasure; isOutOfSight: boolean }) {
  const { at, counts, state, id, finishedAt } = erasure
  if (state === 'done')
    return (
      <div role="status">
        <p>{t('erase.done', { time: fullTime(finishedAt ?? erasure.createdAt) })}</p>
        <p class="faint">{t('erase.proof', { id })}</p>
        <Counts counts={counts} />
      </div>
    )
  return (
    <>
      <p role="status">{t('erase.running', { at: String(at), of: String(counts.conversations) })}</p>
      <progress class="ers-p" max={Math.max(1, counts.conversations)} value={at} aria-label={t('erase.progress')} />
      <p class="muted">{t(isOutOfSight ? 'erase.out_of_sight' : 'erase.goes_on')}</p>
    </>
  )
}
