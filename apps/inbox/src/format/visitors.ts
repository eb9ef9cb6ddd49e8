import type { AgentId, LiveVisitor } from '@parley/protocol'
import { t } from '../i18n/translate.ts'

/** How he is called; whoever said nothing of himself is a visitor. */
export const nameOfVisitor = ({ name, email }: Pick<LiveVisitor, 'name' | 'email'>): string =>
  name ?? email ?? t('who.visitor')

/** The path of a page; the whole address when it has none to speak of. */
export function pathOfPage(url: string): string {
  if (!URL.canParse(url)) return url
  const { host, pathname } = new URL(url)
  return pathname === '/' ? host : decoded(pathname)
}

function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path // not every path is UTF-8
  }
}

type Names = { me: AgentId; nameOf(id: AgentId): string | null }

/** Where his conversation stands, in words; waiting is what somebody has to act upon. */
export function standingOf({ conversation }: Pick<LiveVisitor, 'conversation'>, { me, nameOf }: Names) {
  if (!conversation) return null
  const { status, assigneeId } = conversation
  if (status !== 'open') return { text: t(`status.${status}`), tone: 'plain' } as const
  if (!assigneeId) return { text: t('visitors.conversation.waiting'), tone: 'warn' } as const
  if (assigneeId === me) return { text: t('visitors.conversation.mine'), tone: 'accent' } as const
  const name = nameOf(assigneeId) ?? t('who.colleague')
  return { text: t('visitors.conversation.with', { name }), tone: 'plain' } as const
}
