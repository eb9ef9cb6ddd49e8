import type { Client } from '@parley/client'
import type { Agent, AgentId, Department, DepartmentId } from '@parley/protocol'
import { computed, createModel, signal } from '@preact/signals'

/** The colleagues, for names and for the list of whom to assign to. */
export const PeopleModel = createModel((client: Pick<Client, 'call'>, me: Agent) => {
  const agents = signal<readonly Agent[]>([me])
  const departments = signal<readonly Department[]>([])
  const byId = computed(() => new Map<string, Agent>(agents.value.map((agent) => [agent.id, agent])))

  async function load() {
    const answer = await client.call('listAgents', {}).catch(() => null)
    if (answer) agents.value = byAge(answer.agents)
    const all = await client.call('listDepartments', {}).catch(() => null)
    if (all) departments.value = all.departments
  }
  void load()

  return {
    agents,
    departments,
    byId,
    /** Those who can take a conversation, the agent himself first. */
    assignable: computed(() => {
      const active = agents.value.filter(({ state }) => state === 'active')
      return [...active.filter(({ id }) => id === me.id), ...active.filter(({ id }) => id !== me.id)]
    }),
    load,
    departmentName: (id: DepartmentId) => departments.peek().find((one) => one.id === id)?.name ?? null,
    nameOf: (id: AgentId) => byId.peek().get(id)?.name ?? null,
    set(agent: Agent) {
      const rest = agents.peek().filter(({ id }) => id !== agent.id)
      agents.value = byAge([...rest, agent])
    },
  }
})
export type PeopleModel = InstanceType<typeof PeopleModel>

/** The oldest first: nobody changes place when his name or role does. */
function byAge(agents: readonly Agent[]): readonly Agent[] {
  return [...agents].sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
}
