import type { Client } from '@parley/client'
import { ClientError } from '@parley/client'
import type { Agent, AgentRole, EndpointTypes } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'
import { problemText } from '../format/problems.ts'
import { t } from '../i18n/translate.ts'
import type { PeopleModel } from './people-model.ts'
import type { ToastsModel } from './toasts-model.ts'

export type PasswordLink = { name: string; url: string; expiresAt: string }

type Deps = {
  client: Pick<Client, 'call'>
  people: Pick<PeopleModel, 'set'>
  toasts: Pick<ToastsModel, 'show'>
}

/** What an owner does with agents. A one-time link is held until he has passed it on; it cannot be seen again. */
export const AgentsModel = createModel(({ client, people, toasts }: Deps) => {
  const link = signal<PasswordLink | null>(null)

  async function told<T>(task: () => Promise<T>): Promise<T | null> {
    try {
      return await task()
    } catch (error) {
      const { code, retryAfterMs } = error instanceof ClientError ? error : new ClientError('internal_error', 0)
      toasts.show({ text: problemText({ code, retryAfterMs }), tone: 'problem' })
      return null
    }
  }

  async function setDisabled(agent: Agent, disabled: boolean, withUndo = true) {
    const name = disabled ? 'disableAgent' : 'enableAgent'
    const next = await told(() => client.call(name, { params: { id: agent.id } }))
    if (!next) return
    people.set(next)
    toasts.show({
      text: t(disabled ? 'agents.disabled' : 'agents.enabled', { name: agent.name }),
      tone: 'plain',
      ...(withUndo ? { undo: () => void setDisabled(next, !disabled, false) } : {}),
    })
  }

  async function setRole(agent: Agent, role: AgentRole, withUndo = true) {
    if (agent.role === role) return
    const next = await told(() => client.call('updateAgent', { params: { id: agent.id }, body: { role } }))
    people.set(next ?? { ...agent })
    if (!next) return
    toasts.show({
      text: t('agents.role_changed', { name: agent.name, role: t(`role.${role}`) }),
      tone: 'plain',
      ...(withUndo ? { undo: () => void setRole(next, agent.role, false) } : {}),
    })
  }

  return {
    link,
    /** Throws ClientError, for the form to tell. */
    async add(body: EndpointTypes['createAgent']['body']) {
      const answer = await client.call('createAgent', { body })
      people.set(answer.agent)
      link.value = { name: answer.agent.name, ...answer.link }
    },
    async newLink(agent: Agent) {
      const answer = await told(() => client.call('createPasswordLink', { params: { id: agent.id } }))
      if (answer) link.value = { name: agent.name, ...answer }
    },
    dropLink() {
      link.value = null
    },
    disable: (agent: Agent) => void setDisabled(agent, true),
    enable: (agent: Agent) => void setDisabled(agent, false),
    setRole: (agent: Agent, role: AgentRole) => void setRole(agent, role),
  }
})
export type AgentsModel = InstanceType<typeof AgentsModel>
