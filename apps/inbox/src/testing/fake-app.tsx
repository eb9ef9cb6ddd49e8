import { DEFAULT_PREFERENCES } from '@parley/protocol/constants'
import { render } from 'preact'
import { App } from '../app.tsx'
import type { AppParts } from '../context.ts'
import { loadLaterTexts } from '../i18n/translate.ts'
import { PreferencesModel } from '../models/preferences-model.ts'
import type { PublicApi } from '../models/public-api.ts'
import { RouterModel } from '../models/router-model.ts'
import { SessionModel } from '../models/session-model.ts'
import '../screens/contacts/Contacts.tsx'
import '../screens/CommandPalette.tsx'
import '../screens/Help.tsx'
import '../screens/NewConversation.tsx'
import '../screens/overview/Overview.tsx'
import '../screens/search/Search.tsx'
import '../screens/team/NewChat.tsx'
import '../screens/team/Team.tsx'
import '../screens/visitors/Visitors.tsx'
import '../screens/settings/Settings.tsx' // as if it was visited before: its code comes at once
import { createFakeClient } from './fake-client.ts'
import { settle } from './fake-clock.ts'
import { createFakeWindow } from './fake-window.ts'
import { anAgent, aRow, aSite, at, aVisitor, OTHER_AGENT } from './records.ts'

await loadLaterTexts() // as the code above

const workspace = { id: 'wsp_00000000000000000001', name: 'Fern & Kettle' } as const
export const SIGNED_IN = { access: 'a.b.c', expiresAt: at(600), agent: anAgent(), workspace }

/** Every answer of a small workspace with three open conversations. */
export function someAnswers() {
  const rows = [aRow(3), aRow(2, { assigneeId: OTHER_AGENT }), aRow(1, { unread: 0, waitingSince: null })]
  return {
    listConversations: () => ({ rows, cursor: null, at: at(0), keys: ['dep:dep_1'], truncated: false }),
    countConversations: () => ({ counts: { waiting: 2, open: 3 } }),
    listAgents: () => ({ agents: [anAgent(), anAgent({ id: OTHER_AGENT, name: 'Tomas', role: 'agent' })] }),
    getVisitor: () => ({ visitor: aVisitor(), conversations: rows }),
    revalidateRows: () => ({ rows: [] }),
    listSavedViews: () => ({ savedViews: [], truncated: false }),
    listNotices: () => ({ notices: [], unread: 0, hasMore: false }),
    listTeamChats: () => ({ rows: [], key: 'tem:agt_00000000000000000001', at: at(0), truncated: false }),
    listSites: () => ({ sites: [aSite()] }),
    listDevices: () => ({ key: 'key', devices: [] }),
    listSounds: () => ({ sounds: [] }),
    getPreferences: () => DEFAULT_PREFERENCES,
    listTags: () => ({ tags: [] }),
    getCloseReasons: () => ({ ask: 'never', reasons: [], version: 0 }),
    listSessions: () => ({ sessions: [] }),
    listLiveVisitors: () => ({ visitors: [], total: 0, truncated: false }),
    getOverview: () => ({
      departments: [],
      agents: [],
      today: { begun: 0, closed: 0, answered: 0, answerSeconds: null, truncated: false },
    }),
    countLiveVisitors: () => ({ total: 0 }),
    listAnnouncements: () => ({ announcements: [] }),
    listBlocks: () => ({ blocks: [], truncated: false }),
    listDepartments: () => ({ departments: [{ id: 'dep_00000000000000000001', name: 'Support' }] }),
  }
}

type Options = { path?: string; api?: Partial<Record<string, (body: never) => unknown>>; answers?: object }

/** The whole app on a page, with a fake window, server and client; `api` answers what needs no token. */
export async function showApp({ path = '/inbox', api = {}, answers = {} }: Options = {}) {
  const fake = createFakeClient({ ...someAnswers(), ...answers })
  const { window, clock, told, look, path: address } = createFakeWindow(path)
  const routes: Options['api'] = { refreshSession: () => SIGNED_IN, signOut: () => undefined, ...api }
  const call = (async (name: string, body?: unknown) => routes[name]?.(body as never)) as PublicApi
  const parts: AppParts = {
    window,
    api: call,
    router: new RouterModel(window),
    session: new SessionModel(window.env, call),
    preferences: new PreferencesModel(window.env),
    connect: () => fake.client,
  }
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  render(<App parts={parts} />, root)
  await parts.session.start()
  await shown()
  const end = () => {
    render(null, root)
    root.remove()
  }
  return { ...fake, ...parts, clock, told, look, address, root, end }
}

/** Waits until what was changed is drawn. */
export async function shown(): Promise<void> {
  await settle()
  await new Promise((resolve) => setTimeout(resolve))
  await settle()
  await new Promise((resolve) => setTimeout(resolve))
}

/** The element with a role and an accessible name, as its label or its text says. */
export function byRole(role: string, name: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(SELECTORS[role] ?? `[role="${role}"]`)].find(
    (element) => nameOf(element) === name,
  )
  if (!found) throw new Error(`there is no ${role} "${name}" in:\n${document.body.innerHTML.slice(0, 4000)}`)
  return found
}

const SELECTORS: Record<string, string> = {
  button: 'button:not([role])',
  tab: '[role=tab]',
  list: 'ul',
  navigation: 'nav',
  textbox: 'input, textarea',
  link: 'a[href]',
}

function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label')
  if (label) return label
  if (element.id) {
    const labelled = document.querySelector(`label[for="${element.id}"]`)?.textContent
    if (labelled) return labelled
  }
  const copy = element.cloneNode(true) as HTMLElement
  for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove()
  return (copy.textContent ?? '').trim()
}

/** Types into a field as a person does. */
export function type(field: HTMLElement, text: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) throw new Error('not a field')
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
