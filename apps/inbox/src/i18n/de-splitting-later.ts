import type { splittingLater as english } from './en-splitting-later.ts'
import type { Texts } from './texts.ts'

export const splittingLater: Texts<typeof english> = {
  'splitting.title': 'In ein neues Gespräch abtrennen',
  'splitting.which': 'Nachrichten, die mitgehen',
  'splitting.from_here': 'Von hier bis zum Ende',
  'splitting.this_only': 'Nur diese',
  'splitting.too_many': 'Höchstens {count} Nachrichten gehen auf einmal.',
  'splitting.text': 'Erste Nachricht im neuen Gespräch',
  'splitting.text.hint': 'Der Besucher liest sie, und darüber, worum es geht.',
  'splitting.what': 'Was geschieht',
  'splitting.what.new':
    'Ein neues Gespräch mit derselben Person beginnt. Es gehört Ihnen, mit diesen Nachrichten über Ihrer ersten.',
  'splitting.what.here':
    'Hier bleiben sie lesbar, blasser, mit dem Weg dorthin, wo es weitergeht. Notizen bleiben hier.',
  'splitting.what.visitor': 'Der Besucher behält diesen Verlauf, wie er ist, und hat das neue Gespräch daneben.',
  'splitting.what.undo': 'Es lässt sich rückgängig machen: Das neue Gespräch geht dann in dieses zurück.',
  'splitting.verb': { one: 'Eine Nachricht abtrennen', other: '{count} Nachrichten abtrennen' },
}
