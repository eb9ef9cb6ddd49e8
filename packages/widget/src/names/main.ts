import type { Frame } from '../loader/frame.ts'

/** What the launcher is called, in every language of the widget but English: the messenger's own text `open`. */
export const NAMES: Record<string, string> = {
  de: 'Chat öffnen',
  fr: 'Ouvrir le chat',
  es: 'Abrir el chat',
  pt: 'Abrir o chat',
  it: 'Apri la chat',
  nl: 'Chat openen',
  pl: 'Otwórz czat',
  tr: 'Sohbeti aç',
  ar: 'فتح المحادثة',
  he: 'פתיחת הצ׳אט',
  ja: 'チャットを開く',
}

const base = (tag: string | undefined) => tag?.slice(0, 2).toLowerCase().replace('iw', 'he') ?? ''

/**
 * Names the launcher in the language that the chat will speak: a screen reader comes upon it before anybody pressed
 * anything. Fetched once the page is idle where that is not English, so that the script tag, which is the same for all,
 * carries no languages. The messenger names it from then on.
 */
export function start({ settings, given, launcher, messenger, widget }: Frame): void {
  const wanted = [given['locale'], document.documentElement.lang, ...navigator.languages, settings.language]
  const lang = wanted.map(base).find((tag) => tag === 'en' || NAMES[tag])
  const name = NAMES[lang ?? 'en']
  if (!lang || !name || messenger || widget.signal.aborted || launcher.dataset['label']) return
  launcher.lang = lang
  launcher.setAttribute('aria-label', name)
}
