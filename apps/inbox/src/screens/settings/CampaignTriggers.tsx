import type { Trigger } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import { MOST_TRIGGERS, triggerOf } from '../../models/campaigns.ts'
import { TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'

const TYPES = ['time', 'scroll', 'exit', 'event', 'js'] as const

type Props = { triggers: readonly Trigger[]; flaws: readonly (string | null)[]; set(triggers: Trigger[]): void }

/** What makes a campaign speak. */
export function CampaignTriggers({ triggers, flaws, set }: Props) {
  const change = (at: number, one: Trigger) => set(triggers.map((other, n) => (n === at ? one : other)))
  return (
    <fieldset class="fr">
      <legend class="label">{t('campaigns.when')}</legend>
      <p class="hint">{t('campaigns.when.lead')}</p>
      {triggers.map((trigger, at) => (
        <div key={at} class="rule">
          <Select
            label={t('campaigns.trigger')}
            {...(trigger.type === 'exit' && { hint: t('campaigns.trigger.exit.hint') })}
            value={trigger.type}
            choices={TYPES.map((value) => ({ value, label: t(`campaigns.trigger.${value}`) }))}
            onChange={(type) => change(at, triggerOf(type))}
          />
          <Detail trigger={trigger} error={flaws[at] ?? null} set={(one) => change(at, one)} />
          {triggers.length > 1 && (
            <button
              type="button"
              class="ib"
              aria-label={t('campaigns.trigger.remove', { n: at + 1 })}
              onClick={() => set(triggers.filter((_, n) => n !== at))}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
      ))}
      {triggers.length < MOST_TRIGGERS && (
        <button type="button" class="btn btn-start" onClick={() => set([...triggers, triggerOf('time')])}>
          <Icon name="plus" size={16} />
          {t('campaigns.trigger.add')}
        </button>
      )}
    </fieldset>
  )
}

type DetailProps = { trigger: Trigger; error: string | null; set(trigger: Trigger): void }

function Detail({ trigger, error, set }: DetailProps) {
  switch (trigger.type) {
    case 'time':
      return (
        <NumberField
          label={t('campaigns.seconds')}
          hint={t('campaigns.seconds.hint')}
          {...{ error, min: 0, max: 3600, value: trigger.seconds }}
          onChange={(seconds) => set({ ...trigger, seconds })}
        />
      )
    case 'scroll':
      return (
        <NumberField
          label={t('campaigns.percent')}
          {...{ error, min: 1, max: 100, value: trigger.percent }}
          onChange={(percent) => set({ ...trigger, percent })}
        />
      )
    case 'exit':
      return null
    default:
      return (
        <TextField
          label={t(`campaigns.${trigger.type}`)}
          {...(trigger.type === 'js' && { hint: t('campaigns.js.hint') })}
          {...{ error, maxlength: 80, value: trigger.name }}
          onInput={({ currentTarget }) => set({ ...trigger, name: currentTarget.value })}
        />
      )
  }
}
