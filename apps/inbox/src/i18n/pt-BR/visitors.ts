import type { visitors as english } from '../en-visitors.ts'
import type { Translation } from '../texts.ts'

export const visitors: Translation<typeof english> = {
  'visitors.lead':
    'Quem está conectado ao chat agora. Visitantes que não o abriram não aparecem, nem os que ainda não escreveram, a menos que o site deles permita.',
  'visitors.list': 'Visitantes',
  'visitors.loading': 'Carregando visitantes',
  'visitors.failed': 'Não foi possível carregar a lista.',
  'visitors.stale': 'A lista é de há algum tempo. Ela está sendo pedida de novo.',
  'visitors.none': 'Ninguém está conectado agora',
  'visitors.none.what':
    'Os visitantes aparecem aqui sozinhos enquanto têm o chat aberto ou voltam a uma conversa, e saem com a página.',
  'visitors.nothing': 'Ninguém aqui corresponde.',
  'visitors.search': 'Buscar visitantes',
  'visitors.search.placeholder': 'Nome, e-mail ou página',
  'visitors.clear': 'Mostrar todos',
  'visitors.site': 'Site',
  'visitors.all_sites': 'Todos os sites',
  'visitors.truncated': 'Há mais do que aparece aqui. Outra palavra, ou um só site, refina a busca.',
  'visitors.col.who': 'Visitante',
  'visitors.col.page': 'Página',
  'visitors.col.site': 'Site',
  'visitors.col.language': 'Idioma',
  'visitors.col.since': 'Aqui desde',
  'visitors.col.conversation': 'Conversa',
  'visitors.page.unknown': 'Desconhecida',
  'visitors.page.opens': '{title} (abre em nova aba)',
  'visitors.conversation.none': 'Nenhuma',
  'visitors.conversation.waiting': 'Aguardando',
  'visitors.conversation.mine': 'Com você',
  'visitors.conversation.with': 'Com {name}',
  'visitors.conversation.open': 'Conversa: {state}',
  'visitors.details': 'Sobre este visitante',
  'visitors.details.gone': 'Não está mais aqui.',
  'visitors.details.since': 'Aqui desde {time}',
  'visitors.action.open': 'Abrir a conversa',
}
