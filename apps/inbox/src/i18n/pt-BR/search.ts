import type { search as english } from '../en-search.ts'
import type { Translation } from '../texts.ts'

export const search: Translation<typeof english> = {
  'find.title': 'Buscar',
  'find.field': 'Buscar em tudo',
  'find.placeholder': 'Palavras de mensagens, nomes, endereços',
  'find.said': 'Mensagens de quem',
  'find.said.all': 'Todos',
  'find.said.visitor': 'Visitantes',
  'find.said.agent': 'Atendentes',
  'find.said.note': 'Notas',
  'find.since': 'Mensagens desde',
  'find.always': 'Qualquer data',
  'find.days': { one: 'Últimas 24 horas', other: 'Últimos {count} dias' },
  'find.contacts': 'Contatos',
  'find.canned': 'Respostas prontas',
  'find.to': '{by} para {visitor}',
  'find.more': 'Há mais. Outra palavra refina a busca.',
  'find.count': { one: '{count} encontrado', other: '{count} encontrados' },
  'find.nothing': 'Nada contém “{text}”',
  'find.nothing.what':
    'Todas as palavras precisam estar presentes; a última pode ser um começo. O que foi dito há segundos aparece logo.',
  'find.failed': 'A busca não chegou ao servidor.',
  'find.how':
    'Palavras de mensagens, notas, nomes e endereços; a última pode ser um começo. O mais recente vem primeiro.',
  'find.recent': 'Buscas recentes',
  'find.forget': 'Esquecer estas',
  'find.save': 'Guardar esta busca',
  'find.saved': 'Busca guardada',
  'find.saved_ones': 'Buscas guardadas',
  'find.remove': 'Remover “{text}”',
}
