import type { ContactId, ContactProfile } from '@parley/protocol'
import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyArt } from '../../ui/Mark.tsx'
import { useLate } from '../../ui/use-late.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useVirtualRows } from '../../ui/use-virtual-rows.ts'
import { Link } from '../Link.tsx'

const ROW = 52
const PHONE_ROW = 64
/** The next page is asked for when this many rows are left below. */
const AHEAD = 20

type Props = { openId: ContactId | null }

/** The rows, or what stands in their place. */
export function ContactList({ openId }: Props) {
  const { contacts } = useWorkbench()
  const state = contacts.state.value
  const isEmpty = contacts.contacts.value.length === 0
  const isSlow = useLate(state === 'loading')
  if (state === 'failed') return <Failed />
  if (isEmpty && state !== 'ready') return <Loading isShown={isSlow} />
  return isEmpty ? <Nobody /> : <Rows openId={openId} />
}

function Rows({ openId }: Props) {
  const { contacts, ui } = useWorkbench()
  const rows = contacts.contacts.value
  const size = useMedia('(max-width: 719px)') ? PHONE_ROW : ROW
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({ count: rows.length, size, scroller })
  const items = virtual.rows
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) contacts.more()
  }, [last, rows.length])
  const openIndex = rows.findIndex(({ id }) => id === openId)
  useEffect(() => {
    if (openIndex >= 0) virtual.show(openIndex)
  }, [openId])
  const request = ui.focus.value
  useEffect(() => {
    if (request?.target !== 'list') return
    const row = scroller.current?.querySelector<HTMLElement>('.co-who[aria-current=page], .co-who')
    row?.focus()
  }, [request])
  return (
    <div ref={scroller} class="vis-l con-l scroll">
      <ul class="con-r" aria-label={t('nav.contacts')} style={{ height: `${virtual.height}px` }}>
        {items.map(({ index, start }) => {
          const contact = rows[index]
          return (
            contact && (
              <li
                key={contact.id}
                class="vi co"
                data-open={contact.id === openId}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row contact={contact} isOpen={contact.id === openId} />
              </li>
            )
          )
        })}
      </ul>
      {contacts.isTruncated.value && <p class="vis-n">{t('contacts.truncated')}</p>}
    </div>
  )
}

/** What somebody is called where he has no name. */
export const calledOf = ({ name, email, phone }: Pick<ContactProfile, 'name' | 'email' | 'phone'>): string =>
  name ?? email ?? phone ?? t('contacts.nameless')

function Row({ contact, isOpen }: { contact: ContactProfile; isOpen: boolean }) {
  const { now } = useWorkbench()
  const { id, email, phone, company, tags, seenAt, isVerified } = contact
  return (
    <>
      <span class="vi-w">
        <Avatar id={id} name={calledOf(contact)} size={28} />
        <Link to={{ screen: 'contacts', contactId: id }} class="vi-who co-who cut" isCurrent={isOpen}>
          <bdi>{calledOf(contact)}</bdi>
        </Link>
        {isVerified && (
          <span class="co-v" title={t('person.verified.hint')}>
            <Icon name="shield" size={14} />
            <span class="vh">{t('person.verified')}</span>
          </span>
        )}
      </span>
      <span class="co-m cut" title={email ?? phone ?? ''}>
        {email ?? phone}
      </span>
      <span class="co-c cut" dir="auto">
        {company?.name ?? company?.id}
      </span>
      <span class="co-t cut">
        {tags.map((tag) => (
          <span key={tag} class="chip">
            {tag}
          </span>
        ))}
      </span>
      <span class="vi-t num">
        {seenAt && (
          <>
            <span class="vh">{t('details.seen')} </span>
            <time dateTime={seenAt} title={fullTime(seenAt)}>
              {shortAgo(seenAt, now.value)}
            </time>
          </>
        )}
      </span>
    </>
  )
}

function Loading({ isShown }: { isShown: boolean }) {
  return (
    <div class="vis-l" aria-busy="true">
      {isShown && (
        <>
          <p class="vh" role="status">
            {t('contacts.loading')}
          </p>
          {[44, 62, 50, 70].map((width) => (
            <div key={width} class="vi" aria-hidden="true">
              <span class="vi-w">
                <span class="skel skel-av" />
                <span class="skel skel-a grow" />
              </span>
              <span class="skel skel-b" style={{ width: `${width}%` }} />
            </div>
          ))}
        </>
      )}
    </div>
  )
}

function Failed() {
  const { contacts } = useWorkbench()
  return (
    <div class="vis-l vis-e" role="alert">
      <p>{t('contacts.failed')}</p>
      <button type="button" class="btn" onClick={contacts.reload}>
        {t('action.retry')}
      </button>
    </div>
  )
}

/** Nobody is known, or nobody who was looked for. */
function Nobody() {
  const { contacts } = useWorkbench()
  const isNarrowed = contacts.search.value.trim() !== '' || Object.keys(contacts.narrow.value).length > 0
  if (isNarrowed)
    return (
      <div class="vis-l vis-e">
        <p>{t('contacts.nothing')}</p>
        <button type="button" class="btn" onClick={contacts.showAll}>
          {t('visitors.clear')}
        </button>
      </div>
    )
  return (
    <div class="vis-l vis-e">
      <EmptyArt />
      <h2>{t('contacts.none')}</h2>
      <p class="muted">{t('contacts.none.what')}</p>
    </div>
  )
}
