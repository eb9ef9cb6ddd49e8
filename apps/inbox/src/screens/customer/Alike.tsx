import type { ContactId, ContactMerge } from '@parley/protocol'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ContactPageModel } from '../../models/contact-page-model.ts'
import { AlikeModel, MergeModel } from '../../models/customer/merge-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { calledOf } from '../contacts/ContactList.tsx'
import { Link } from '../Link.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { PickContact } from './PickContact.tsx'

/** Who may be the same person, who was found to be, and the way to say so. */
export function Alike({ page, id }: { page: ContactPageModel; id: ContactId }) {
  const { client, contacts, customFields, goToContact } = useWorkbench()
  const alike = useMemo(() => new AlikeModel({ client, id }), [client, id])
  const merge = useMemo(
    () =>
      new MergeModel({
        ...{ client, fields: customFields.ofContacts },
        onDone(contact) {
          contacts.reload()
          if (contact.id !== id) return goToContact(contact.id)
          void page.load()
          void alike.load()
        },
      }),
    [client, id],
  )
  useEffect(
    () => () => {
      alike[Symbol.dispose]()
      merge[Symbol.dispose]()
    },
    [alike, merge],
  )
  const [isPicking, setPicking] = useState(false)
  const own = page.profile.value
  if (!own) return null
  return (
    <div class="pn-s">
      <h3>{t('merge.section')}</h3>
      <ul class="alk">
        {alike.likely.value.map(({ by, contact }) => (
          <li key={contact.id}>
            <span class="grow cut">
              <Link to={{ screen: 'contacts', contactId: contact.id }} class="cut">
                <bdi>{calledOf(contact)}</bdi>
              </Link>
              <span class="faint"> {by.map((kind) => t(`merge.by.${kind}`)).join(', ')}</span>
            </span>
            <button type="button" class="btn btn-s" onClick={() => merge.open(own, contact)}>
              {t('merge.compare')}
            </button>
          </li>
        ))}
        {alike.merged.value.map((one) => (
          <Merged key={`${one.from} ${one.at}`} one={one} undo={alike.undo} onDone={() => void page.load()} />
        ))}
      </ul>
      <button type="button" class="btn btn-s btn-quiet" onClick={() => setPicking(true)}>
        <Icon name="user" size={14} />
        {t('merge.other')}
      </button>
      {isPicking && (
        <PickContact
          own={own}
          onClose={() => setPicking(false)}
          onPick={(contact) => {
            setPicking(false)
            merge.open(own, contact)
          }}
        />
      )}
      <MergeDialog merge={merge} />
    </div>
  )
}

type MergedProps = { one: ContactMerge; undo: AlikeModel['undo']; onDone(): void }

/** Somebody who was taken in; what would stay is said before. */
function Merged({ one, undo, onDone }: MergedProps) {
  const { now, toasts, contacts } = useWorkbench()
  const [isBusy, setBusy] = useState(false)
  const takeBack = async () => {
    setBusy(true)
    const answer = await undo(one.from)
    setBusy(false)
    if (!answer) return toasts.show({ text: t('merge.undo_failed'), tone: 'problem' })
    toasts.show({ text: t(answer.kept.length > 0 ? 'merge.undone_partly' : 'merge.undone'), tone: 'plain' })
    contacts.reload()
    onDone()
  }
  return (
    <li>
      <span class="grow">
        <span class="cut" dir="auto">
          {t('merge.merged', { name: one.name ?? t('contacts.nameless') })}{' '}
          <time class="faint" dateTime={one.at} title={fullTime(one.at)}>
            {shortAgo(one.at, now.value)}
          </time>
        </span>
        {one.changed.length > 0 && <span class="faint alk-w">{t('merge.stays_changed')}</span>}
      </span>
      <button type="button" class="btn btn-s" disabled={isBusy} aria-busy={isBusy} onClick={() => void takeBack()}>
        {t('action.undo')}
      </button>
    </li>
  )
}
