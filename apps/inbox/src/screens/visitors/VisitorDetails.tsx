import type { LiveVisitor, VisitorId } from '@parley/protocol'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { nameOfVisitor } from '../../format/visitors.ts'
import { t } from '../../i18n/translate.ts'
import { VisitorModel } from '../../models/visitor-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { ContactCard } from '../contacts/ContactCard.tsx'
import { SaveAsContact } from '../contacts/SaveAsContact.tsx'
import { Earlier, Facts, Pages } from '../conversations/DetailSections.tsx'
import { Events, Fetching, Known, Verified } from '../conversations/PersonSections.tsx'
import { VisitorActions } from './VisitorActions.tsx'

/** What is known of a visitor who is there, or was a moment ago. */
export function VisitorDetails({ id }: { id: VisitorId }) {
  const bench = useWorkbench()
  const { client, toasts, isAttended, window, live } = bench
  const who = useMemo(() => new VisitorModel({ client, clock: window.env, toasts, id, isAttended }), [bench, id])
  useEffect(() => () => who[Symbol.dispose](), [who])
  const isDrawer = useMedia('(max-width: 1139px)')
  const closer = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isDrawer) closer.current?.focus()
  }, [isDrawer])
  const here = live.visitors.value.find((one) => one.id === id) ?? null
  const visitor = who.visitor.value
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <aside class="pn scroll" aria-label={t('visitors.details')} tabIndex={0}>
      <Head who={who} here={here} />
      <button
        ref={closer}
        type="button"
        class="ib pn-x"
        aria-label={t('details.hide')}
        title={`${t('details.hide')} (Esc)`}
        onClick={() => {
          bench.goToVisitor(null)
          bench.ui.ask('list')
        }}
      >
        <Icon name="close" />
      </button>
      {here && <VisitorActions visitor={here} />}
      <Fetching who={who} />
      {visitor && (
        <>
          {who.profile.value ? (
            <ContactCard contact={who.profile.value} edits={who.edits} />
          ) : (
            <SaveAsContact who={who} />
          )}
          <Known visitor={visitor} contact={who.contact.value} hasCard={who.profile.value !== null} />
          <Pages visitor={visitor} />
          <Events visitor={visitor} />
          <Facts visitor={visitor} />
          <Earlier conversations={who.conversations.value} title={t('list.label')} />
        </>
      )}
    </aside>
  )
}

function Head({ who, here }: { who: VisitorModel; here: LiveVisitor | null }) {
  const known = who.visitor.value ?? here
  const name = known?.name ?? null
  const email = known?.email ?? null
  return (
    <div class="who-c">
      <Avatar id={known?.id ?? ''} name={name ?? email} size={40} />
      <div class="grow">
        <h2 class="cut" dir="auto">
          {known ? nameOfVisitor({ name, email: null }) : t('who.visitor')}
        </h2>
        <p class="muted cut">{email ? <a href={`mailto:${email}`}>{email}</a> : t('details.no_email')}</p>
        <p class="muted" role="status">
          {here
            ? t('visitors.details.since', { time: fullTime(here.hereSince) })
            : who.state.value === 'ready' && t('visitors.details.gone')}
        </p>
        {who.profile.value?.isVerified && <Verified />}
        {known?.blocked && (
          <p class="row blocked">
            <span class="chip chip-danger">
              <Icon name="block" size={14} />
              {t('details.blocked')}
            </span>
            <button type="button" class="btn btn-s" onClick={who.unblock}>
              {t('action.unblock')}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}
