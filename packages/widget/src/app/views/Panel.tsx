import { useEffect, useRef } from 'preact/hooks'
import { useModels } from '../context.tsx'
import { direction, language, t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import { Announcer } from './Announcer.tsx'
import { Banner } from './Banner.tsx'
import { Composer } from './Composer.tsx'
import { ConversationList } from './ConversationList.tsx'
import { Thread } from './Thread.tsx'

/** The chat itself: a dialog named after the site, over the page on desks, instead of it on phones. */
export function Panel() {
  const { chat, settings, close } = useModels()
  const panel = useRef<HTMLElement>(null)
  const isOpen = chat.isOpen.value

  useEffect(() => {
    const box = panel.current
    if (!box || !isOpen) return
    box.querySelector('textarea')?.focus()
    return whileOpen(box)
  }, [isOpen])

  return (
    <section
      ref={panel}
      class="panel"
      role="dialog"
      aria-label={settings.name}
      hidden={!isOpen}
      dir={direction.value}
      lang={language.value}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
        else keepFocus(event, panel.current)
      }}
    >
      <Header />
      <Banner />
      {chat.screen.value === 'list' ? <ConversationList /> : <Conversation />}
      <Announcer />
    </section>
  )
}

function Conversation() {
  return (
    <>
      <Thread />
      <Composer />
    </>
  )
}

function Header() {
  const { chat, settings, close } = useModels()
  const assignee = chat.handle.value?.fold.value?.assigneeName
  const isList = chat.screen.value === 'list'

  return (
    <header class="head">
      {!isList && chat.handle.value?.id.value && (
        <button type="button" class="ib flip" aria-label={t('back')} onClick={() => void chat.showList()}>
          <Icon name="back" />
        </button>
      )}
      <span class="grow">
        <h2 class="cut">{isList ? t('conversations') : settings.name}</h2>
        {!isList && assignee && <p class="cut">{assignee}</p>}
      </span>
      <button type="button" class="ib" aria-label={t('close')} onClick={close}>
        <Icon name="down" />
      </button>
    </header>
  )
}

/** On phones the sheet covers the page: the page does not scroll behind it, and the keyboard does not cover the field. */
function whileOpen(box: HTMLElement): () => void {
  const viewport = globalThis.visualViewport
  const page = document.documentElement
  const overflow = page.style.overflow
  const isSheet = matchMedia('(max-width:480px),(max-height:560px)').matches
  const fit = () => {
    box.style.setProperty('--height', `${viewport?.height ?? innerHeight}px`)
    box.style.setProperty('--top', `${viewport?.offsetTop ?? 0}px`)
  }
  if (isSheet) {
    page.style.overflow = 'hidden'
    fit()
    viewport?.addEventListener('resize', fit)
    viewport?.addEventListener('scroll', fit)
  }
  return () => {
    viewport?.removeEventListener('resize', fit)
    viewport?.removeEventListener('scroll', fit)
    if (isSheet) page.style.overflow = overflow
  }
}

/** A sheet that covers the page keeps the focus; the panel on a desk lets it go. */
function keepFocus(event: KeyboardEvent, panel: HTMLElement | null): void {
  if (event.key !== 'Tab' || !panel || !matchMedia('(max-width:480px),(max-height:560px)').matches) return
  const stops = [...panel.querySelectorAll<HTMLElement>('button:not(:disabled),a[href],textarea,[tabindex="0"]')]
  const edge = event.shiftKey ? stops[0] : stops.at(-1)
  const root = panel.getRootNode() as ShadowRoot
  if (root.activeElement !== edge) return
  event.preventDefault()
  ;(event.shiftKey ? stops.at(-1) : stops[0])?.focus()
}
