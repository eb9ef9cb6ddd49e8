/**
 * What a visitor's page is made of, from what a site's owner decided: colours, the settings of the script tag, the options
 * of an open chat. The server sends it; the preview in the inbox makes it itself of what is not saved yet. Zod-free.
 */

export { SPOKEN, strangersIn, TEXT_KEYS, TEXT_LENGTH, type TextKey } from '../options/text-keys.ts'
export { chatOptionsOf } from './chat-options.ts'
export { choicesOf, consentText, type Departments, formOf } from './forms.ts'
export { USUAL_PLACE } from './launcher.ts'
export { contrast } from './oklch.ts'
export { paletteOf } from './palette.ts'
export type { PreviewAsked, PreviewView } from './preview.ts'
export { palettesOf, settingsOf } from './settings.ts'
export { styleOf } from './style.ts'
