import type { AgentId, Campaign } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { flawsOf, MOST_REPLIES } from '../../models/campaigns.ts'
import { TextField } from '../../ui/Field.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { CampaignConditions } from './CampaignConditions.tsx'
import { CampaignTriggers } from './CampaignTriggers.tsx'
import { LocaleText } from './LocaleTexts.tsx'

const CAPS = ['page', 'visit', 'days', 'ever'] as const

type Props = { campaign: Campaign; locale: string; set(campaign: Campaign): void }

/** One proactive message: what it says, when, to whom, and how often. */
export function CampaignEditor({ campaign, locale, set }: Props) {
  const flaws = flawsOf(campaign)
  const change = (part: Partial<Campaign>) => set({ ...campaign, ...part })
  return (
    <div class="ff-edit">
      <TextField
        label={t('campaigns.name')}
        hint={t('campaigns.name.hint')}
        error={flaws.name ?? null}
        maxlength={80}
        value={campaign.name}
        onInput={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <Words {...{ campaign, locale, change }} wrong={flaws.text ?? null} />
      <Switch
        label={t('campaigns.opens')}
        hint={t('campaigns.opens.hint')}
        isOn={campaign.opens}
        onChange={(opens) => change({ opens })}
      />
      <CampaignTriggers triggers={campaign.triggers} flaws={flaws.triggers} set={(triggers) => change({ triggers })} />
      <CampaignConditions
        conditions={campaign.conditions}
        flaws={flaws.conditions}
        set={(conditions) => change({ conditions })}
      />
      <Cap cap={campaign.cap} wrong={flaws.days ?? null} set={(cap) => change({ cap })} />
    </div>
  )
}

type WordsProps = Omit<Props, 'set'> & { wrong: string | null; change(part: Partial<Campaign>): void }

function Words({ campaign, locale, wrong, change }: WordsProps) {
  const { people } = useWorkbench()
  const { text, agentId, replies } = campaign
  const agents = people.agents.value.filter(({ state, id }) => state === 'active' || id === agentId)
  const from = [
    { value: '', label: t('campaigns.from.site') },
    ...agents.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const reply = (at: number) => replies[at] ?? {}
  return (
    <>
      <LocaleText
        label={t('campaigns.text')}
        error={wrong}
        isOptional={false}
        {...{ locale, max: 500, text, rows: 3 }}
        onChange={(next) => change({ text: next })}
      />
      <Select
        label={t('campaigns.from')}
        hint={t('campaigns.from.hint')}
        value={agentId ?? ''}
        choices={from}
        onChange={(id) => change({ agentId: id === '' ? null : (id as AgentId) })}
      />
      {Array.from({ length: Math.min(MOST_REPLIES, replies.length + 1) }, (_, at) => (
        <LocaleText
          key={at}
          label={t('campaigns.reply', { n: at + 1 })}
          {...(at === 0 && { hint: t('campaigns.reply.hint') })}
          {...{ locale, max: 60, text: reply(at) }}
          onChange={(next) => change({ replies: [...replies.slice(0, at), next, ...replies.slice(at + 1)] })}
        />
      ))}
    </>
  )
}

type CapProps = { cap: Campaign['cap']; wrong: string | null; set(cap: Campaign['cap']): void }

function Cap({ cap, wrong, set }: CapProps) {
  return (
    <fieldset class="fr">
      <legend class="label">{t('campaigns.often')}</legend>
      <div class="rule-parts">
        <Select
          label={t('campaigns.cap')}
          value={cap.per}
          choices={CAPS.map((value) => ({ value, label: t(`campaigns.cap.${value}`) }))}
          onChange={(per) => set({ ...cap, per })}
        />
        {cap.per === 'ever' ? (
          <p class="hint">{t('campaigns.days.ever.hint')}</p>
        ) : (
          <NumberField
            label={t('campaigns.days')}
            hint={t('campaigns.days.hint')}
            {...{ error: wrong, min: 1, max: 365, value: cap.days }}
            onChange={(days) => set({ ...cap, days })}
          />
        )}
      </div>
    </fieldset>
  )
}
