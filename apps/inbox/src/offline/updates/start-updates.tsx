import { render } from 'preact'
import type { BrowserWindow } from '../../environment.ts'
import { loadLaterTexts } from '../../i18n/translate.ts'
import { loadLaterStyles } from '../../ui/later-styles.ts'
import { missing } from '../missing.ts'
import { UpdatePrompt } from './UpdatePrompt.tsx'
import { UpdateModel } from './update-model.ts'
import { createWorkerDoor } from './worker-door.ts'

/** The script that the page names; it changes with every build. */
const ENTRY = /\bmain-\w+\.js\b/

/** Keeps the inbox in this browser, and tells of new builds: beside the app, on whatever screen it is. */
export async function startUpdates({ env, base, onAttention, reload }: BrowserWindow): Promise<void> {
  const model = new UpdateModel({
    ...{ worker: createWorkerDoor(window, base), timers: env, missing, onAttention, reload },
    isOutdated: () => isOutdated(env, base).catch(() => false),
  })
  // Once they are needed they may be another build's.
  await Promise.all([loadLaterTexts(), loadLaterStyles()])
  const root = document.createElement('div')
  document.body.append(root)
  render(<UpdatePrompt model={model} />, root)
}

async function isOutdated({ fetch }: BrowserWindow['env'], base: string): Promise<boolean> {
  const answer = await fetch(base || '/', { cache: 'no-store' })
  const [served] = ENTRY.exec(await answer.text()) ?? []
  const own = document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? ''
  return answer.ok && served !== undefined && !own.endsWith(served)
}
