import { checks } from './checks.ts'
import type { Commands } from './command.ts'

type Names = 'setLocale' | 'setStrings' | 'setTheme' | 'setPosition'
const Z_MOST = 2_147_483_647
/** Language, words, colours and place, on this page only. */
export const look: Pick<Commands, Names> = {
  async setLocale(own, locale) {
    const wanted = checks(own).text('locale', locale, 35)
    const languages = wanted === 'auto' ? [...navigator.languages] : [wanted, ...navigator.languages]
    await own.hold(({ kit }) => kit.chooseLanguage(languages, languages))
  },
  async setStrings(own, texts) {
    const check = checks(own)
    for (const [key, text] of Object.entries(check.object('texts', texts))) check.text(key, text, 500)
    await own.hold(({ kit }) => {
      kit.words.value = { ...kit.words.peek(), ...texts }
    })
  },
  setTheme: async (own, theme) => (await import('./theme.ts')).setTheme(own, theme),
  setPosition(own, position) {
    const check = checks(own)
    const { side, x, y, zIndex } = check.object('position', position)
    const host = own.frame.root.host as HTMLElement
    if (side !== undefined) host.dataset['side'] = check.oneOf('side', side, ['left', 'right'])
    // The sheets of launcher, panel and bubbles read these.
    const place = (name: string, value: number) => own.sheet(name, `:host{--${name}:${value}!important}`)
    if (x !== undefined) place('x', check.number('x', x, 0, 400))
    if (y !== undefined) place('y', check.number('y', y, 0, 400))
    if (zIndex !== undefined) place('z', check.number('zIndex', zIndex, 0, Z_MOST))
  },
}
