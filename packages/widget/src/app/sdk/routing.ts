import type { Handle } from '../models/handle.ts'
import { checks } from './checks.ts'
import type { Commands } from './command.ts'
import { tellConversation } from './conversation-facts.ts'
import type { Own } from './own.ts'

type Names = 'setDepartment' | 'clearDepartment' | 'setAgent' | 'setSkill'
/** Skills of one conversation; together they are one attribute of it. */
const MOST_SKILLS = 10

/** Where conversations of this page go. It travels with the message that begins one: stored together or not at all. */
export const routing: Pick<Commands, Names> = {
  setDepartment: (own, id) =>
    route(own, { departmentId: checks(own).id('departmentId', id, 'dep') as `dep_${string}` }),
  clearDepartment: (own) => route(own, { departmentId: undefined }),
  setAgent: (own, id) => route(own, { agentId: checks(own).id('agentId', id, 'agt') as `agt_${string}` }),
  async setSkill(own, skills) {
    const check = checks(own)
    if (!Array.isArray(skills) || skills.length > MOST_SKILLS)
      check.refuse('skills', `a list of at most ${MOST_SKILLS} texts`)
    const names = skills.map((skill) => check.text('a skill', skill, 40).trim())
    await tellConversation(own, { fields: { skills: names.join(', ') || null } })
  },
}

function route(own: Own, wish: NonNullable<Own['held']['route']>): void {
  const { held } = own
  const isFollowed = held.route !== undefined
  held.route = { ...held.route, ...wish }
  if (!isFollowed) own.hold((chat) => follow(own, chat))
}

/** Every way into a conversation sends by its handle; one that has not begun says where it is to go. */
function follow({ held, frame }: Own, { models, kit }: Parameters<Parameters<Own['hold']>[0]>[0]): void {
  const routed = new WeakSet<Handle>()
  const end = kit.effect(() => {
    const handle = models.chat.handle.value
    if (!handle || handle.id.peek() || routed.has(handle)) return
    routed.add(handle)
    const { send } = handle
    handle.send = (kind, body) => {
      const isFirst = kind === 'msg.new' && !handle.id.peek()
      const { departmentId, agentId } = held.route ?? {}
      const wish = { ...(departmentId && { departmentId }), ...(agentId && { agentId }) }
      return send(kind, isFirst && Object.keys(wish).length ? { ...body, route: wish } : body)
    }
  })
  frame.widget.signal.addEventListener('abort', () => end(), { once: true })
}
