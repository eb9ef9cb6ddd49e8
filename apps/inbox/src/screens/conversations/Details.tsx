import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { VisitorModel } from '../../models/visitor-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { loadLaterStyles } from '../../ui/later-styles.ts'
import { lazy } from '../../ui/lazy.tsx'
import { ContactCard } from '../contacts/ContactCard.tsx'
import { SaveAsContact } from '../contacts/SaveAsContact.tsx'
import { ConversationFields } from '../customer/ConversationFields.tsx'
import { NewConversationButton } from '../NewConversation.tsx'
import { Earlier, Facts, Pages } from './DetailSections.tsx'
import { Events, Fetching, Known, Verified } from './PersonSections.tsx'
import { Tags } from './Tags.tsx'

const PanelFiles = lazy(async () => {
  const [one] = await Promise.all([import('../customer/PanelFiles.tsx'), loadLaterStyles()])
  return one.PanelFiles
}, 'part')

/** The person at the other end, beside the thread; a drawer under 1140 px. */
export function Details({ model }: { model: ConversationModel }) {
  const { visitor, ui } = useWorkbench()
  const who = visitor.value
  const isDrawer = ui.overlay.value === 'details'
  const closer = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isDrawer) closer.current?.focus()
  }, [isDrawer])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <aside class="pn scroll" aria-label={t('details.label')} tabIndex={0}>
      <Person model={model} who={who} />
      <Begin model={model} who={who} />
      <button
        ref={closer}
        type="button"
        class="ib pn-x only-drawer"
        aria-label={t('details.hide')}
        title={t('details.hide')}
        onClick={ui.dismiss}
      >
        <Icon name="close" />
      </button>
      <Standing model={model} />
      <ConversationFields model={model} />
      {who && <Fetching who={who} />}
      {who?.visitor.value && (
        <>
          {who.profile.value ? (
            <ContactCard contact={who.profile.value} edits={who.edits} />
          ) : (
            <SaveAsContact who={who} />
          )}
          <Known visitor={who.visitor.value} contact={who.contact.value} hasCard={who.profile.value !== null} />
          <Events visitor={who.visitor.value} />
          <Pages visitor={who.visitor.value} />
          <Facts visitor={who.visitor.value} />
          <Earlier conversations={who.conversations.value} />
          <PanelFiles />
        </>
      )}
    </aside>
  )
}

function Person({ model, who }: { model: ConversationModel; who: VisitorModel | null }) {
  const row = model.row.value
  const seen = who?.visitor.value
  const known = who?.profile.value
  const name = known?.name ?? seen?.name ?? row?.visitor?.name ?? null
  const email = known?.email ?? seen?.email ?? row?.visitor?.email ?? null
  return (
    <div class="who-c">
      <Avatar id={row?.visitor?.id ?? ''} name={name ?? email} size={40} />
      <div class="grow">
        <h2 class="cut" dir="auto">
          {name ?? t('who.visitor')}
        </h2>
        <p class="muted cut">{email ? <a href={`mailto:${email}`}>{email}</a> : t('details.no_email')}</p>
        {(known ? known.isVerified : row?.contactId) && <Verified />}
        {seen?.blocked && (
          <p class="row blocked">
            <span class="chip chip-danger">
              <Icon name="block" size={14} />
              {t('details.blocked')}
            </span>
            <button type="button" class="btn btn-s" onClick={who?.unblock}>
              {t('action.unblock')}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}

/** Another conversation with the same person. */
function Begin({ model, who }: { model: ConversationModel; who: VisitorModel | null }) {
  const row = model.row.value
  const seen = who?.visitor.value
  if (!row?.visitor || !seen || seen.blocked) return null
  const name = seen.name ?? row.visitor.name ?? t('who.visitor')
  return (
    <div class="pn-s">
      <NewConversationButton id={row.visitor.id} name={name} label={t('begin.new')} />
    </div>
  )
}

function Standing({ model }: { model: ConversationModel }) {
  const facts = model.facts.value
  if (!facts) return null
  return (
    <div class="pn-s">
      <dl class="kv">
        <dt>{t('details.assignee')}</dt>
        <dd>{model.isMine.value ? t('who.you') : (model.assigneeName.value ?? t('details.nobody'))}</dd>
        <dt>{t('details.priority')}</dt>
        <dd>
          <Icon name="flag" size={14} />
          {t(`priority.${facts.priority}`)}
        </dd>
        <Rating model={model} />
        <dt>{t('details.tags')}</dt>
        <dd>
          <Tags model={model} tags={facts.tags} />
        </dd>
      </dl>
    </div>
  )
}

/** What the visitor thought of it, in his own words. */
function Rating({ model }: { model: ConversationModel }) {
  const rating = model.rating.value
  if (!rating) return null
  return (
    <>
      <dt>{t('details.rating')}</dt>
      <dd class="rated">
        {t('details.rated', { score: rating.score })}
        {rating.comment && <q dir="auto">{rating.comment}</q>}
      </dd>
    </>
  )
}
