import type { Condition } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import { CONDITIONS, choiceOf, conditionOf, MOST_CONDITIONS } from '../../models/campaigns.ts'
import { FieldError, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { LinesField } from './LinesField.tsx'

const UTM = ['source', 'medium', 'campaign', 'term', 'content'] as const
const OPS = ['is', 'is_not', 'known', 'unknown'] as const

type Props = { conditions: readonly Condition[]; flaws: readonly (string | null)[]; set(conditions: Condition[]): void }

/** Whom a campaign speaks to: every line has to hold. */
export function CampaignConditions({ conditions, flaws, set }: Props) {
  const change = (at: number, one: Condition) => set(conditions.map((other, n) => (n === at ? one : other)))
  return (
    <fieldset class="fr">
      <legend class="label">{t('campaigns.who')}</legend>
      <p class="hint">{t('campaigns.who.lead')}</p>
      {conditions.map((condition, at) => (
        <div key={at} class="rule">
          <Select
            label={t('campaigns.condition')}
            {...(condition.type === 'open' && { hint: t('campaigns.open.hint') })}
            value={choiceOf(condition)}
            choices={CONDITIONS.map((value) => ({ value, label: t(`campaigns.condition.${value}`) }))}
            onChange={(choice) => change(at, conditionOf(choice, condition))}
          />
          <Detail condition={condition} error={flaws[at] ?? null} set={(one) => change(at, one)} />
          <button
            type="button"
            class="ib"
            aria-label={t('campaigns.condition.remove', { n: at + 1 })}
            onClick={() => set(conditions.filter((_, n) => n !== at))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {conditions.length < MOST_CONDITIONS && (
        <button type="button" class="btn btn-start" onClick={() => set([...conditions, conditionOf('url')])}>
          <Icon name="plus" size={16} />
          {t('campaigns.condition.add')}
        </button>
      )}
    </fieldset>
  )
}

type DetailProps<C = Condition> = { condition: C; error: string | null; set(condition: Condition): void }
type Of<T extends Condition['type']> = DetailProps<Extract<Condition, { type: T }>>

function Detail({ condition, error, set }: DetailProps) {
  switch (condition.type) {
    case 'url':
    case 'referrer':
      return (
        <LinesField
          label={t('campaigns.patterns')}
          hint={t('campaigns.patterns.hint')}
          placeholder="/pricing*"
          {...{ error, lines: condition.patterns }}
          onChange={(patterns) => set({ ...condition, patterns })}
        />
      )
    case 'utm':
      return <Utm {...{ condition, error, set }} />
    case 'visits':
      return <Visits {...{ condition, error, set }} />
    case 'attribute':
      return <Attribute {...{ condition, error, set }} />
    case 'language':
      return (
        <LinesField
          label={t('campaigns.languages')}
          hint={t('campaigns.languages.hint')}
          placeholder="de"
          {...{ error, lines: condition.in }}
          onChange={(lines) => set({ ...condition, in: lines })}
        />
      )
    case 'open':
      return null
  }
}

function Utm({ condition, error, set }: Of<'utm'>) {
  return (
    <div class="rule-parts">
      <Select
        label={t('campaigns.utm')}
        value={condition.name}
        choices={UTM.map((value) => ({ value, label: `utm_${value}` }))}
        onChange={(name) => set({ ...condition, name })}
      />
      <LinesField
        label={t('campaigns.values')}
        {...{ error, lines: condition.values }}
        onChange={(values) => set({ ...condition, values })}
      />
    </div>
  )
}

function Visits({ condition, error, set }: Of<'visits'>) {
  const { min, max } = condition
  const shared = { min: 1, max: 10_000 }
  return (
    <div class="rule-parts">
      <NumberField
        label={t('campaigns.visits.min')}
        {...{ ...shared, value: min }}
        onChange={(value) => set({ ...condition, min: value })}
      />
      <NumberField
        label={t('campaigns.visits.max')}
        {...{ ...shared, value: max ?? Number.NaN }}
        onChange={(value) => set({ ...condition, max: Number.isNaN(value) ? null : value })}
      />
      {error ? <FieldError text={error} /> : <p class="hint">{t('campaigns.visits.hint')}</p>}
    </div>
  )
}

function Attribute({ condition, error, set }: Of<'attribute'>) {
  const { key, op, value } = condition
  return (
    <div class="rule-parts">
      <TextField
        label={t('campaigns.attribute')}
        hint={t('campaigns.attribute.hint')}
        {...{ error, maxlength: 40, value: key }}
        onInput={({ currentTarget }) => set({ ...condition, key: currentTarget.value.trim() })}
      />
      <Select
        label={t('campaigns.attribute.op')}
        value={op}
        choices={OPS.map((one) => ({ value: one, label: t(`campaigns.op.${one}`) }))}
        onChange={(chosen) => set({ ...condition, op: chosen })}
      />
      {(op === 'is' || op === 'is_not') && (
        <TextField
          label={t('campaigns.attribute.value')}
          {...{ maxlength: 200, value }}
          onInput={({ currentTarget }) => set({ ...condition, value: currentTarget.value })}
        />
      )}
    </div>
  )
}
