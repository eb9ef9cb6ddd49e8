import type { Agent } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { AgentsModel } from '../../models/agents-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { AddAgent } from './AddAgent.tsx'
import { CopyField } from './CopyField.tsx'
import { PageHead } from './PageHead.tsx'
import { ROLES, rolesFor } from './roles.ts'

export function AgentsPage({ agents }: { agents: AgentsModel }) {
  const { people } = useWorkbench()
  const [isAdding, setAdding] = useState(false)
  useEffect(() => void people.load(), [people])
  return (
    <div class="sform">
      <PageHead title={t('settings.agents')} lead={t('agents.lead')}>
        <button type="button" class="btn btn-primary" onClick={() => setAdding(true)}>
          <Icon name="plus" size={16} />
          {t('agents.add')}
        </button>
      </PageHead>
      <LinkCard agents={agents} />
      <ul class="tiles" aria-label={t('settings.agents')}>
        {people.agents.value.map((agent) => (
          <AgentTile key={agent.id} agent={agent} agents={agents} />
        ))}
      </ul>
      {isAdding && <AddAgent agents={agents} onClose={() => setAdding(false)} />}
    </div>
  )
}

/** The one-time link, this once. */
function LinkCard({ agents }: { agents: AgentsModel }) {
  const link = agents.link.value
  if (!link) return null
  return (
    <section class="once" aria-label={t('agents.link', { name: link.name })}>
      <p role="status">{t('agents.link.what', { name: link.name, until: fullTime(link.expiresAt) })}</p>
      <CopyField label={t('agents.link', { name: link.name })} text={link.url} />
      <button type="button" class="btn" onClick={agents.dropLink}>
        {t('action.done')}
      </button>
    </section>
  )
}

const STATE_CHIPS: Record<Agent['state'], string> = { invited: 'chip-info', active: 'chip-ok', disabled: '' }

function AgentTile({ agent, agents }: { agent: Agent; agents: AgentsModel }) {
  const { me } = useWorkbench()
  const { id, name, email, state } = agent
  const isMe = id === me.id
  return (
    <li class={`tile tile-agent${state === 'disabled' ? ' tile-off' : ''}`}>
      <Avatar id={id} name={name} size={36} />
      <span class="grow">
        <b class="cut">{isMe ? t('who.you_named', { name }) : name}</b>
        <span class="muted wraps">{email}</span>
      </span>
      <span class={`chip ${STATE_CHIPS[state]}`}>
        <span class="sq" />
        {t(`agents.state.${state}`)}
      </span>
      {isMe ? <span class="muted">{t(`role.${agent.role}`)}</span> : <Role agent={agent} agents={agents} />}
      {!isMe && (
        <span class="row">
          {state !== 'disabled' && (
            <button
              type="button"
              class="btn btn-s"
              aria-label={t('agents.new_link_for', { name })}
              onClick={() => void agents.newLink(agent)}
            >
              {t('agents.new_link')}
            </button>
          )}
          {state === 'disabled' ? (
            <button
              type="button"
              class="btn btn-s"
              aria-label={t('agents.enable_named', { name })}
              onClick={() => agents.enable(agent)}
            >
              {t('agents.enable')}
            </button>
          ) : (
            <button
              type="button"
              class="btn btn-s"
              aria-label={t('agents.disable_named', { name })}
              onClick={() => agents.disable(agent)}
            >
              {t('agents.disable')}
            </button>
          )}
        </span>
      )}
    </li>
  )
}

function Role({ agent, agents }: { agent: Agent; agents: AgentsModel }) {
  const { me } = useWorkbench()
  const roles = rolesFor(me.role)
  if (!roles.includes(agent.role)) return <span class="muted">{t(`role.${agent.role}`)}</span>
  return (
    <span class="sel sel-s">
      <select
        class="input"
        aria-label={t('agents.role_of', { name: agent.name })}
        value={agent.role}
        onChange={(event) => {
          const role = ROLES.find((one) => one === event.currentTarget.value)
          if (role) agents.setRole(agent, role)
        }}
      >
        {roles.map((role) => (
          <option key={role} value={role} selected={role === agent.role}>
            {t(`role.${role}`)}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size={16} />
    </span>
  )
}
