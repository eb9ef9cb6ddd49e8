import type { look as english } from './en-look.ts'
import type { Texts } from './texts.ts'

export const look: Texts<typeof english> = {
  'logo.label': 'Logo',
  'logo.hint':
    'Im Chat neben Ihrem Namen, auf Weiß, bis jemand aus dem Team übernimmt: dann steht sein Bild da. PNG, JPEG, WebP oder SVG; ein quadratisches wird am größten.',
  'logo.choose': 'Bild auswählen',
  'logo.other': 'Anderes auswählen',
  'logo.remove': 'Logo entfernen',
  'logo.now': 'Ihr Logo',
  'logo.wrong': 'Diese Datei ließ sich nicht als Bild lesen. Versuchen Sie es mit PNG oder JPEG.',
  'look.radius': 'Ecken',
  'look.radius.square': 'Eckig',
  'look.radius.soft': 'Weich',
  'look.radius.round': 'Rund',
  'color.fitting': 'An {color} müsste nichts geändert werden, und es liegt nahe bei Ihrer Farbe.',
  'color.take': '{color} nehmen',
}
