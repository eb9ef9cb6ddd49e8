import type { AgentId, CannedResponse, EndpointTypes, MessageHit } from '@parley/protocol'
import type { ComponentChildren } from 'preact'
import { useWorkbench } from '../../context.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { language, t } from '../../i18n/translate.ts'
import { textFor } from '../../models/composer-sources.ts'
import type { Found } from '../../models/search-model.ts'
import type { Route } from '../../routes.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { countText } from '../conversations/count-text.ts'
import { Link } from '../Link.tsx'
import { Excerpted } from './Excerpted.tsx'

type Row = Found['conversations'][number]
type Contact = EndpointTypes['listContacts']['response']['contacts'][number]

/** What was found, a section for each kind. */
export function Results({ found, onOpen }: { found: Found; onOpen(): void }) {
  const { contacts, conversations, messages, canned, more } = found
  return (
    <div onClickCapture={onOpen}>
      <Section title={t('find.contacts')} count={contacts.length} isMore={false}>
        {contacts.map((contact) => (
          <ContactHit key={contact.id} contact={contact} />
        ))}
      </Section>
      <Section title={t('list.label')} count={conversations.length} isMore={more.conversations}>
        {conversations.map((row) => (
          <ConversationHit key={row.id} row={row} />
        ))}
      </Section>
      <Section title={t('thread.messages')} count={messages.length} isMore={more.messages}>
        {messages.map((hit) => (
          <Message key={hit.messageId} hit={hit} />
        ))}
      </Section>
      <Section title={t('find.canned')} count={canned.length} isMore={false}>
        {canned.map((one) => (
          <CannedHit key={one.id} one={one} />
        ))}
      </Section>
    </div>
  )
}

type SectionProps = { title: string; count: number; isMore: boolean; children: ComponentChildren }

function Section({ title, count, isMore, children }: SectionProps) {
  if (count === 0) return null
  return (
    <section class="hits" aria-label={title}>
      <h2>
        {title} <span class="faint num">{countText(count, isMore)}</span>
      </h2>
      <ul>{children}</ul>
      {isMore && <p class="hint">{t('find.more')}</p>}
    </section>
  )
}

type HitProps = { to: Route; icon: IconName; title: string; at: string | null; children: ComponentChildren }

function Hit({ to, icon, title, at, children }: HitProps) {
  const { now } = useWorkbench()
  return (
    <li>
      <Link to={to} class="hit">
        <Icon name={icon} size={18} />
        <span class="hit-t">
          <span class="hit-h">
            <b class="cut" dir="auto">
              {title}
            </b>
            {at && (
              <time class="faint num" dateTime={at} title={fullTime(at)}>
                {shortAgo(at, now.value)}
              </time>
            )}
          </span>
          <span class="hit-x">{children}</span>
        </span>
      </Link>
    </li>
  )
}

function ContactHit({ contact: { id, name, email, phone, seenAt } }: { contact: Contact }) {
  return (
    <Hit to={{ screen: 'contacts', contactId: id }} icon="user" title={name ?? email ?? t('who.visitor')} at={seenAt}>
      {[name ? email : null, phone].filter(Boolean).join(' · ')}
    </Hit>
  )
}

function ConversationHit({ row }: { row: Row }) {
  const { visitor, last, updatedAt, status } = row
  return (
    <Hit
      to={toConversation(row.id)}
      icon="chat"
      title={visitor?.name ?? visitor?.email ?? t('who.visitor')}
      at={updatedAt}
    >
      <span class="faint">{t(`status.${status}`)}</span> <span dir="auto">{last?.text}</span>
    </Hit>
  )
}

function Message({ hit }: { hit: MessageHit }) {
  const { people } = useWorkbench()
  const visitor = hit.who ?? t('who.visitor')
  const isTheirs = hit.actor.type === 'visitor' || hit.actor.type === 'contact'
  const by = isTheirs ? visitor : (people.nameOf(hit.actor.id as AgentId) ?? hit.actor.name ?? t('who.colleague'))
  const title = isTheirs ? visitor : t('find.to', { by, visitor })
  return (
    <Hit
      to={{ ...toConversation(hit.conversationId), messageId: hit.messageId }}
      icon={hit.kind === 'note.new' ? 'lock' : 'reply'}
      title={title}
      at={hit.ts}
    >
      {hit.kind === 'note.new' && <span class="faint">{t('composer.note')}: </span>}
      <Excerpted {...hit.excerpt} />
    </Hit>
  )
}

function CannedHit({ one }: { one: CannedResponse }) {
  return (
    <Hit
      to={{ screen: 'settings', section: 'canned', siteId: null, page: null }}
      icon="bolt"
      title={`/${one.shortcut} · ${one.title}`}
      at={one.usedAt}
    >
      <span dir="auto">{textFor(one, [language()])}</span>
    </Hit>
  )
}

const toConversation = (conversationId: Row['id']) =>
  ({ screen: 'conversations', view: 'all', conversationId }) as const
