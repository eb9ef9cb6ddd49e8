import { direction, language, t } from '../i18n/translate.ts'
import type { Handle } from '../models/handle.ts'
import type { FormsProps, Models, WithModels } from '../models/models.ts'
import { icon } from '../ui/icon.tsx'
import { kit, later } from '../ui/kit.ts'
import { view } from '../ui/view.ts'
import { Composer } from './Composer.tsx'
import { Site } from './site.tsx'
import { Thread } from './Thread.tsx'

const Menu = later<WithModels>(() => import('../lazy/menu.ts'))
const Forms = later<FormsProps>(
  () => import('../lazy/forms.ts'),
  () => <div class="body" />,
)
const ConversationList = later<WithModels>(() =>
  import('../lazy/site.ts').then((site) => ({ create: site.createList })),
)

/** The chat itself: a dialog named after the site, over the page on desks, instead of it on phones. */
export const Panel = view<WithModels>(({ models }) => {
  const { chat, settings } = models
  return () => (
    <section
      class="panel"
      role="dialog"
      tabIndex={-1}
      aria-label={settings.name}
      dir={direction.value}
      lang={language.value}
    >
      {header(models)}
      {chat.menu.value && <Menu models={models} />}
      {banner(models)}
      {chat.screen.value === 'list' && <ConversationList models={models} />}
      {chat.screen.value === 'home' && <Site models={models} part="home" />}
      {chat.screen.value !== 'thread' ? (
        settings.home && <Site models={models} part="tabs" />
      ) : (
        <>
          {!/form|away/.test(chat.gate.value ?? '') && <Thread models={models} />}
          {models.options.value?.availability.state === 'offline' && <Site models={models} part="closed" />}
          {chat.gate.value ? <Forms models={models} part={chat.gate.value} /> : <Composer models={models} />}
        </>
      )}
      <p class="vh" aria-live="polite">
        {chat.spoken.value}
      </p>
    </section>
  )
})

function header(models: Models) {
  const { chat, settings, close } = models
  const handle = chat.screen.value === 'thread' ? chat.handle.value : null
  const hasOthers = handle?.id.value || (handle && chat.own.value?.length)
  const agent = handle?.fold.value?.assigneeId
  const name = agent && handle?.fold.value?.assigneeName
  return (
    <header class="head">
      {hasOthers ? (
        <button type="button" class="ib flip" aria-label={t('back')} onClick={() => void chat.showList()}>
          {icon('back')}
        </button>
      ) : null}
      {name && models.talk.value && kit.avatar(agent, name, ' av-36')}
      <div class="grow">
        <h2 class="cut">{chat.screen.value === 'list' ? t('conversations') : name || settings.name}</h2>
        {line(models, handle, name ? settings.name : '')}
      </div>
      {handle && (
        <button
          type="button"
          class="ib"
          aria-label={t('menu')}
          aria-haspopup="menu"
          aria-expanded={chat.menu.value}
          onClick={() => {
            chat.menu.value = true
          }}
        >
          {icon('more')}
        </button>
      )}
      <button type="button" class="ib" aria-label={t('close')} onClick={close}>
        {icon('down')}
      </button>
    </header>
  )
}

/** What stands under the name: that it is over, for whom somebody answers, or that nobody does yet. */
function line(models: Models, handle: Handle | null, firm: string) {
  const { fold, id, timeline } = handle ?? {}
  const isWaiting = id?.value && timeline?.value.length
  const state = fold?.value?.status === 'closed' ? t('closed') : firm || (isWaiting && t('finding')) || ''
  const { logo, style } = models.options.value ?? {}
  // Nothing else of the site is said there: a chat that is only looked at does without the part that says it.
  return (state || logo || style) && <Site models={models} part="line" instead={state} />
}

/** Says the true thing about the line, under the header, never over content. */
function banner({ chat, line: { line } }: Models) {
  const level = line.value
  if (level === 'fine')
    return (
      chat.storageLost.value && (
        <p class="banner warn" role="status">
          {t('unsaved')}
        </p>
      )
    )
  const isDown = level === 'warn' || level === 'danger'
  return (
    <p class={`banner ${level === 'refused' ? 'danger' : level}`} role="status">
      {isDown && <span class="spin" />}
      <span class="grow">{t(level)}</span>
      {isDown && (
        <button type="button" onClick={chat.tryNow}>
          {t('try_now')}
        </button>
      )}
    </p>
  )
}
