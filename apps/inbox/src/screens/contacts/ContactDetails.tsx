import type { ContactId, ContactProfile, Visitor } from '@parley/protocol'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { ContactPageModel } from '../../models/contact-page-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { Earlier, Facts, Pages } from '../conversations/DetailSections.tsx'
import { Events, Verified } from '../conversations/PersonSections.tsx'
import { Alike } from '../customer/Alike.tsx'
import { PersonData } from '../customer/PersonData.tsx'
import { PersonFiles } from '../customer/PersonFiles.tsx'
import { NewConversationButton } from '../NewConversation.tsx'
import { ContactCard } from './ContactCard.tsx'
import { calledOf } from './ContactList.tsx'

/** One person: what is known, where he was, what he asked. */
export function ContactDetails({ id }: { id: ContactId }) {
  const bench = useWorkbench()
  const { client, contacts } = bench
  const page = useMemo(() => new ContactPageModel({ client, id, onChange: contacts.put }), [bench, id])
  useEffect(() => () => page[Symbol.dispose](), [page])
  const isDrawer = useMedia('(max-width: 1139px)')
  const closer = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isDrawer) closer.current?.focus()
  }, [isDrawer])
  const contact = page.profile.value
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <aside class="pn scroll" aria-label={t('contacts.details')} tabIndex={0}>
      {contact && <Head contact={contact} visitors={page.visitors.value} />}
      <button
        ref={closer}
        type="button"
        class="ib pn-x"
        aria-label={t('details.hide')}
        title={`${t('details.hide')} (Esc)`}
        onClick={() => {
          bench.goToContact(null)
          bench.ui.ask('list')
        }}
      >
        <Icon name="close" />
      </button>
      <Standing page={page} />
      {contact && (
        <>
          <ContactCard contact={contact} edits={page.edits} />
          <Alike page={page} id={contact.id} />
          <Earlier conversations={page.conversations.value} title={t('list.label')} />
          <PersonFiles
            subject={{ contactId: contact.id }}
            name={calledOf(contact)}
            conversations={page.conversations.value}
          />
          <Browsers visitors={page.visitors.value} />
          <PersonData contact={contact} />
        </>
      )}
    </aside>
  )
}

function Head({ contact, visitors }: { contact: ContactProfile; visitors: readonly Visitor[] }) {
  const name = calledOf(contact)
  const [latest] = visitors
  return (
    <>
      <div class="who-c">
        <Avatar id={contact.id} name={name} size={40} />
        <div class="grow">
          <h2 class="cut" dir="auto">
            {name}
          </h2>
          <p class="muted cut">
            {contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : t('details.no_email')}
          </p>
          {contact.isVerified && <Verified />}
        </div>
      </div>
      <div class="pn-s">
        {latest && !latest.blocked ? (
          <NewConversationButton id={latest.id} name={name} label={t('begin.new')} />
        ) : (
          <p class="muted">{t('contacts.no_browser')}</p>
        )}
      </div>
    </>
  )
}

/** The browser that was there last says where and when; the others what they looked at. */
function Browsers({ visitors }: { visitors: readonly Visitor[] }) {
  const [latest] = visitors
  if (!latest) return null
  const pages = visitors.flatMap((visitor) => visitor.pages).sort((a, b) => (a.at < b.at ? 1 : -1))
  const events = visitors.flatMap((visitor) => visitor.events ?? []).sort((a, b) => (a.at < b.at ? 1 : -1))
  const all = { ...latest, pages, events }
  return (
    <>
      <Pages visitor={all} />
      <Events visitor={all} />
      <Facts visitor={latest} />
    </>
  )
}

/** While he is not there yet, could not be had, or is no more. */
function Standing({ page }: { page: ContactPageModel }) {
  const state = page.state.value
  if (state === 'ready') return null
  if (state === 'loading')
    return (
      <div class="pn-s skel-lines" aria-busy="true">
        <span class="skel skel-a" />
        <span class="skel skel-b" />
      </div>
    )
  return (
    <div class="pn-s" role="alert">
      <p>{t(state === 'gone' ? 'contacts.gone' : 'details.failed')}</p>
      {state === 'failed' && (
        <button type="button" class="btn btn-s" onClick={page.retry}>
          {t('action.retry')}
        </button>
      )}
    </div>
  )
}
