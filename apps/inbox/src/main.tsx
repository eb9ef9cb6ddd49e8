import './styles/main.css'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './app.tsx'
import { createBrowserWindow } from './environment.ts'
import { direction, language, loadLocale } from './i18n/translate.ts'
import { PreferencesModel } from './models/preferences-model.ts'
import { createPublicApi } from './models/public-api.ts'
import { RouterModel } from './models/router-model.ts'
import { SessionModel } from './models/session-model.ts'

const window = createBrowserWindow()
const preferences = new PreferencesModel(window.env)
effect(() => window.setTheme(preferences.theme.value))

const chosen = preferences.language.peek()
await loadLocale(chosen ? [chosen, ...window.languages] : window.languages)
window.setLanguage(language(), direction())

const api = createPublicApi(window.env.fetch, window.origin)
const router = new RouterModel(window)
const session = new SessionModel(window.env, api)
void session.start()

const root = document.getElementById('app')
if (root) render(<App parts={{ window, preferences, api, router, session }} />, root)

/** Not ahead of the first screen. Milliseconds. */
const UPDATES_MS = 1000
setTimeout(() => {
  // Without a line, or in the middle of a deploy: the next page load begins to look.
  import('./offline/updates/start-updates.tsx').then((one) => one.startUpdates(window)).catch(() => undefined)
}, UPDATES_MS)
