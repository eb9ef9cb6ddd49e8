import type { look as english } from '../en-look.ts'
import type { Translation } from '../texts.ts'

export const look: Translation<typeof english> = {
  'logo.label': 'Logotipo',
  'logo.hint':
    'Ao lado do seu nome no chat, sobre branco; até que um atendente assuma, cuja foto fica no lugar. PNG, JPEG, WebP ou SVG; um quadrado fica maior.',
  'logo.choose': 'Escolher imagem',
  'logo.other': 'Escolher outra',
  'logo.remove': 'Remover logotipo',
  'logo.now': 'Seu logotipo',
  'logo.wrong': 'Este arquivo não pôde ser lido como imagem. Tente PNG ou JPEG.',
  'look.radius': 'Cantos',
  'look.radius.square': 'Retos',
  'look.radius.soft': 'Suaves',
  'look.radius.round': 'Redondos',
  'color.fitting': 'Nada em {color} precisaria mudar, e ela é próxima da sua.',
  'color.take': 'Usar {color}',
}
