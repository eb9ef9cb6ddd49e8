import type { launcher as english } from '../en-launcher.ts'
import type { Translation } from '../texts.ts'

export const launcher: Translation<typeof english> = {
  'launcher.lead': 'Comment les visiteurs ouvrent le chat, et où cela se trouve sur vos pages.',
  'launcher.look': 'Forme',
  'launcher.shape': 'Ce qui s’affiche',
  'launcher.shape.bubble': 'Un bouton rond',
  'launcher.shape.tab': 'Un onglet au bord',
  'launcher.shape.tab.hint':
    'À mi-hauteur de la page, avec le texte écrit le long. Quand le chat est ouvert, c’est un bouton rond.',
  'launcher.shape.none': 'Rien',
  'launcher.shape.none.hint': 'Vos pages ouvrent le chat elles-mêmes, par exemple par un élément avec data-chat-open.',
  'launcher.label': 'Texte à côté du signe',
  'launcher.label.hint': 'Vide : le signe seul.',
  'launcher.hideOnPhones': 'Masquer sur téléphone',
  'launcher.hideOnPhones.hint': 'Vos pages peuvent toujours ouvrir le chat.',
  'launcher.place': 'Place',
  'launcher.x': 'Distance du côté, en pixels',
  'launcher.y': 'Distance du bas, en pixels',
  'launcher.distance.wrong': 'Un nombre entier de 0 à 400.',
  'launcher.zIndex': 'Calque (z-index)',
  'launcher.zIndex.hint': 'Plus haut que tout ce qu’il doit recouvrir.',
  'launcher.zIndex.wrong': 'Un nombre entier de 0 à 2147483647.',
  'launcher.page': 'Éléments de vos pages',
  'launcher.page.lead': 'Désignés par des sélecteurs CSS, plusieurs séparés par des virgules.',
  'launcher.selector.wrong': 'Ce n’est pas un sélecteur CSS. Écrivez-le comme .go-to-top ou #menu.',
  'launcher.avoid': 'S’écarter de',
  'launcher.avoid.hint':
    'Un bouton ou une barre que le bouton du chat recouvrirait : il se place au-dessus tant qu’on le voit.',
  'launcher.hideOn': 'Masquer tant qu’on voit',
  'launcher.hideOn.hint': 'Un menu sur toute la page, par exemple.',
  'launcher.opener': 'Ouvre le chat',
  'launcher.opener.hint': 'Un lien ou un bouton à vous.',
  'launcher.avoidAny': 'S’écarter de tout ce qui y est fixé',
  'launcher.avoidAny.hint': 'Trouve tout seul ce que le bouton du chat recouvrirait.',
}
