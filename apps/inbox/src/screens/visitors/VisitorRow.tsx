import type { LiveVisitor } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { fullTime, languageName, shortAgo } from '../../format/times.ts'
import { nameOfVisitor, pathOfPage, standingOf } from '../../format/visitors.ts'
import { t } from '../../i18n/translate.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'

/** `siteName` is null where there is one site. */
type Props = { visitor: LiveVisitor; siteName: string | null; isOpen: boolean }

/** One visitor: a press anywhere on it opens what is known of him; page and conversation are links of their own. */
export function VisitorRow({ visitor, siteName, isOpen }: Props) {
  const { router, goToVisitor, now } = useWorkbench()
  const { id, name, email, language, hereSince, blocked } = visitor
  return (
    <li class="vi" data-open={isOpen}>
      <span class="vi-w">
        <Avatar id={id} name={name ?? email} size={28} />
        <a
          class="vi-who cut"
          href={router.pathOf({ screen: 'visitors', visitorId: id })}
          aria-current={isOpen ? 'true' : undefined}
          data-visitor={id}
          dir="auto"
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
            event.preventDefault()
            goToVisitor(id)
          }}
        >
          {nameOfVisitor(visitor)}
        </a>
        {blocked && (
          <span class="vi-x" title={t('details.blocked')}>
            <Icon name="block" size={14} />
            <span class="vh">{t('details.blocked')}</span>
          </span>
        )}
      </span>
      <Page visitor={visitor} />
      {siteName !== null && (
        <span class="vi-site cut">
          <span class="vh">{t('visitors.col.site')}: </span>
          {siteName}
        </span>
      )}
      <span class="vi-lang cut" title={language ? languageName(language) : undefined}>
        {language && (
          <>
            <span class="vh">{t('visitors.col.language')}: </span>
            {languageName(language)}
          </>
        )}
      </span>
      <Standing visitor={visitor} />
      <span class="vi-t num">
        <span class="vh">{t('visitors.col.since')} </span>
        <time dateTime={hereSince} title={fullTime(hereSince)}>
          {shortAgo(hereSince, now.value)}
        </time>
      </span>
    </li>
  )
}

function Page({ visitor: { page } }: Pick<Props, 'visitor'>) {
  if (!page) {
    return (
      <span class="vi-p faint">
        <span class="vh">{t('visitors.col.page')}: </span>
        {t('visitors.page.unknown')}
      </span>
    )
  }
  const title = page.title || pathOfPage(page.url)
  return (
    <span class="vi-p">
      <span class="vh">{t('visitors.col.page')}: </span>
      <a
        class="cut"
        href={page.url}
        target="_blank"
        rel="noopener noreferrer"
        title={page.url}
        aria-label={t('visitors.page.opens', { title })}
        dir="auto"
      >
        {title}
      </a>
      {page.title && (
        <span class="cut faint" dir="ltr">
          {pathOfPage(page.url)}
        </span>
      )}
    </span>
  )
}

function Standing({ visitor }: Pick<Props, 'visitor'>) {
  const { me, people } = useWorkbench()
  const standing = standingOf(visitor, { me: me.id, nameOf: (id) => people.byId.value.get(id)?.name ?? null })
  if (!standing || !visitor.conversation) {
    return (
      <span class="vi-c faint">
        <span class="vh">{t('visitors.col.conversation')}: </span>
        {t('visitors.conversation.none')}
      </span>
    )
  }
  const to = { screen: 'conversations', view: null, conversationId: visitor.conversation.id } as const
  return (
    <span class="vi-c">
      <Link
        to={to}
        class={`chip${standing.tone === 'plain' ? '' : ` chip-${standing.tone}`}`}
        label={t('visitors.conversation.open', { state: standing.text })}
      >
        <Icon name={standing.tone === 'warn' ? 'clock' : 'chat'} size={14} />
        <span class="cut">{standing.text}</span>
      </Link>
    </span>
  )
}
