import { effect } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { runCommand } from '../keyboard/commands.ts'
import { createKeyReader, isLetter, mayRun } from '../keyboard/key-handler.ts'
import type { CommandId } from '../keyboard/shortcuts.ts'
import type { Workbench } from '../models/workbench.ts'
import type { Route } from '../routes.ts'
import { loadLaterStyles } from '../ui/later-styles.ts'
import { lazy } from '../ui/lazy.tsx'
import { Announcing } from './Announcing.tsx'
import { Conversations } from './conversations/Conversations.tsx'
import { LazyDialog } from './LazyDialog.tsx'
import { PhoneTabs, Rail } from './Rail.tsx'
import { Toaster } from './Toaster.tsx'

/** Most people come for conversations, and few of them change settings. */
const Settings = lazy(() => import('./settings/Settings.tsx').then((one) => one.Settings))

const Contacts = lazy(() => import('./contacts/Contacts.tsx').then((one) => one.Contacts))
const Search = lazy(() => import('./search/Search.tsx').then((one) => one.Search))

const Visitors = lazy(() => import('./visitors/Visitors.tsx').then((one) => one.Visitors))

const Overview = lazy(() => import('./overview/Overview.tsx').then((one) => one.Overview))
const Scheduled = lazy(() => import('./scheduled/ScheduledPage.tsx').then((one) => one.ScheduledPage))
const Notices = lazy(() => import('./notices/Notices.tsx').then((one) => one.Notices))
const Team = lazy(() => import('./team/Team.tsx').then((one) => one.Team))
const newChat = async () => {
  const [{ NewChat }] = await Promise.all([import('./team/NewChat.tsx'), loadLaterStyles()])
  return NewChat
}
const palette = () => import('./CommandPalette.tsx').then((one) => one.CommandPalette)
const help = () => import('./Help.tsx').then((one) => one.Help)
const newConversation = () => import('./NewConversation.tsx').then((one) => one.NewConversation)
const macroDialog = () => import('./macros/MacroDialog.tsx').then((one) => one.MacroDialog)
const merging = () => import('./merging/Merging.tsx').then((one) => one.Merging)
const splitDialog = () => import('./splitting/SplitDialog.tsx').then((one) => one.SplitDialog)
const blockDialog = () => import('./blocks/BlockDialog.tsx').then((one) => one.BlockDialog)
const closeDialog = () => import('./closing/CloseDialog.tsx').then((one) => one.CloseDialog)
const richBuilder = () => import('./rich/RichBuilder.tsx').then((one) => one.RichBuilder)

const SCREENS: Partial<Record<Route['screen'], FunctionComponent>> = {
  conversations: Conversations,
  team: Team,
  settings: Settings,
  visitors: Visitors,
  contacts: Contacts,
  search: Search,
  notices: Notices,
  scheduled: Scheduled,
  overview: Overview,
}

function Screen({ name }: { name: Route['screen'] }) {
  const Shown = SCREENS[name] ?? NotFound
  return <Shown />
}

/** The frame of everything behind the sign-in. */
export function Shell() {
  const bench = useWorkbench()
  const { screen } = bench.router.route.value
  useKeyboard(bench)
  useEffect(fetchSoon, [])
  return (
    <>
      <div class="frame">
        <Announcing />
        <div class="app">
          <Rail />
          <Screen name={screen} />
          <PhoneTabs />
        </div>
      </div>
      <Toaster />
      <Overlays />
    </>
  )
}

/** What lies over the panes. */
function Overlays() {
  const bench = useWorkbench()
  const overlay = bench.ui.overlay.value
  return (
    <>
      {overlay === 'help' && <LazyDialog key="help" load={help} />}
      {overlay === 'palette' && <LazyDialog key="palette" load={palette} />}
      {overlay === 'macros' && <LazyDialog key="macros" load={macroDialog} />}
      {overlay === 'chat' && <LazyDialog key="chat" load={newChat} />}
      {overlay === 'block' && <LazyDialog key="block" load={blockDialog} />}
      {overlay === 'rich' && <LazyDialog key="rich" load={richBuilder} />}
      {bench.merging.dialog.value && <LazyDialog key="merging" load={merging} />}
      {bench.splitting.asked.value && <LazyDialog key="splitting" load={splitDialog} />}
      {bench.closing.asked.value && <LazyDialog key="closing" load={closeDialog} />}
      {bench.begin.whom.value && <LazyDialog key="new" load={newConversation} />}
    </>
  )
}

/** What keys open is there before they are pressed, but not ahead of the first screen. Milliseconds. */
const SOON_MS = 1000

function fetchSoon(): () => void {
  const timer = setTimeout(() => {
    // What does not come is asked for again, and told, when it is wanted.
    for (const load of [palette, help, closeDialog]) load().catch(() => undefined)
  }, SOON_MS)
  return () => clearTimeout(timer)
}

function useKeyboard(bench: Workbench) {
  useEffect(() => {
    let reader = createKeyReader(bench.shortcuts.peek())
    const stop = effect(() => {
      reader = createKeyReader(bench.shortcuts.value)
    })
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const id = reader.next(event)
      const mayLetters = bench.following.values.peek().letterKeys
      if (bench.ui.isFieldAwaited() && isLetter(event)) {
        event.preventDefault()
        return bench.ui.typeAhead(event.key)
      }
      if (!id || isModal(bench, id) || !mayRun(id, event, { target: event.target, mayLetters })) return
      event.preventDefault()
      runCommand(bench, id)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      stop()
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [bench])
}

const DIALOGS: ReadonlySet<string> = new Set(['help', 'palette', 'macros', 'rich', 'chat'])

/** Under a dialog nothing may happen. */
function isModal({ ui, begin, merging, splitting }: Workbench, id: CommandId): boolean {
  const overlay = ui.overlay.peek()
  if (begin.whom.peek() || merging.dialog.peek() || splitting.asked.peek()) return true
  return overlay !== null && DIALOGS.has(overlay) && id !== 'back'
}

function NotFound() {
  const bench = useWorkbench()
  return (
    <main class="whole">
      <h1>{t('not_found.title')}</h1>
      <p class="muted">{t('not_found.what')}</p>
      <button type="button" class="btn btn-primary" onClick={() => bench.goToView(bench.view.peek())}>
        {t('not_found.back')}
      </button>
    </main>
  )
}
