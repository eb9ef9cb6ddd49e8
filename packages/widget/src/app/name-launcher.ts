import { language, t } from './i18n/translate.ts'
import type { ChatModel } from './models/chat-model.ts'

/** The launcher's name in his language, with the number that its badge shows. */
export function nameLauncher({ isOpen, unread }: Pick<ChatModel, 'isOpen' | 'unread'>, launcher: HTMLElement): void {
  const count = unread.value > 99 ? '99+' : unread.value
  // Drawn by the sheet: text in the button would have to be in its name.
  launcher.dataset['unread'] = `${count || ''}`
  const name = launcher.dataset['label'] || t('open')
  launcher.lang = language.value
  const closed = count ? `${name}, ${t('fresh')}: ${count}` : name
  launcher.setAttribute('aria-label', isOpen.value ? t('close') : closed)
}
