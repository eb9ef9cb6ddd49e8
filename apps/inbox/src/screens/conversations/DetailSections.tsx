import type { ConversationRow, Visitor } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { previewOf } from '../../format/rows.ts'
import { fullTime, languageName, localTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'

const MOST_PAGES = 6
const MOST_EARLIER = 8

/** Where the visitor is and was, the newest first. */
export function Pages({ visitor }: { visitor: Visitor }) {
  const { now } = useWorkbench()
  if (visitor.pages.length === 0) return null
  return (
    <div class="pn-s">
      <h3>{t('details.pages')}</h3>
      <ul class="tl">
        {visitor.pages.slice(0, MOST_PAGES).map((page, i) => (
          <li key={`${page.at} ${page.url}`} class={i === 0 ? 'now' : ''}>
            <a class="cut" href={page.url} target="_blank" rel="noopener noreferrer" title={page.url}>
              {page.title || page.url}
            </a>
            <time dateTime={page.at} title={fullTime(page.at)}>
              {shortAgo(page.at, now.value)}
            </time>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What is known without asking. */
export function Facts({ visitor }: { visitor: Visitor }) {
  const { now } = useWorkbench()
  const { timeZone, browser, language, referrer } = visitor
  const time = timeZone && localTime(timeZone, now.value)
  const facts: [string, string | null][] = [
    [t('details.time'), time ? `${time}, ${city(timeZone)}` : timeZone],
    [t('details.browser'), browser],
    [t('details.language'), language && languageName(language)],
    [t('details.referrer'), referrer],
    [t('details.first'), fullTime(visitor.createdAt)],
    [t('details.seen'), shortAgo(visitor.seenAt, now.value)],
  ]
  return (
    <div class="pn-s">
      <h3>{t('details.facts')}</h3>
      <dl class="kv">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd class="num">
                  <span class="cut" title={value}>
                    {value}
                  </span>
                </dd>
              </div>
            ),
        )}
      </dl>
    </div>
  )
}

/** A consent is kept as when, and to which version of the text. */
const AGREED = /^(\d{4}-\d\d-\d\dT\S+Z) ([0-9a-f]{12})$/
/** What stands above already. */
const OWN = ['name', 'email']

/** What the visitor was asked and answered, and other fields of the conversation. */
export function Answers({ fields }: { fields: Readonly<Record<string, string>> }) {
  const answers = Object.entries(fields).filter(([key]) => !OWN.includes(key))
  if (answers.length === 0) return null
  return (
    <div class="pn-s">
      <h3>{t('details.answers')}</h3>
      <dl class="kv">
        {answers.map(([key, value]) => {
          const [, at, version] = AGREED.exec(value) ?? []
          const text = at && version ? t('details.agreed', { time: fullTime(at), version }) : value
          return (
            <div key={key}>
              <dt>{key.replaceAll('_', ' ')}</dt>
              <dd>
                <span class="cut" dir="auto" title={text}>
                  {text}
                </span>
              </dd>
            </div>
          )
        })}
      </dl>
    </div>
  )
}

/** `Europe/Isle_of_Man` is Isle of Man. */
function city(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
}

type EarlierProps = { conversations: readonly ConversationRow[]; title?: string }

/** The visitor's conversations but for the one that is open. */
export function Earlier({ conversations, title = t('details.earlier') }: EarlierProps) {
  const { now, openId, router, goToConversation } = useWorkbench()
  const others = conversations.filter(({ id }) => id !== openId.value).slice(0, MOST_EARLIER)
  if (others.length === 0) return null
  return (
    <div class="pn-s">
      <h3>{title}</h3>
      <div class="prev">
        {others.map((row) => (
          <a
            key={row.id}
            href={router.pathOf({ screen: 'conversations', view: null, conversationId: row.id })}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
              event.preventDefault()
              goToConversation(row.id)
            }}
          >
            <Icon name={row.status === 'closed' ? 'check-circle' : 'chat'} size={16} />
            <span class="cut" dir="auto">
              {previewOf(row).text}
            </span>
            <time dateTime={row.updatedAt} title={fullTime(row.updatedAt)}>
              {shortAgo(row.updatedAt, now.value)}
            </time>
          </a>
        ))}
      </div>
    </div>
  )
}
