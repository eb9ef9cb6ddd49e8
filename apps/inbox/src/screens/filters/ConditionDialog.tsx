import type { ConversationFilter, Period } from '@parley/protocol'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { dayField } from '../../format/days.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FieldError } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { readCondition } from './condition-value.ts'
import { type Chosen, type ConditionName, choicesOf, isChosen, type Names } from './conditions.ts'
import { LineField } from './LineField.tsx'

type Props = {
  name: ConditionName
  filter: ConversationFilter
  names: Names
  onSet(change: Partial<ConversationFilter>): void
  onClose(): void
}

/** One condition in full: what is chosen, or written, and what is wrong with it. */
export function ConditionDialog({ name, filter, names, onSet, onClose }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [isWrong, setWrong] = useState(false)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), [])
  return (
    <Dialog title={t(`filter.${name}`)} kind="dialog-form" onClose={onClose}>
      <form
        ref={form}
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const change = readCondition(name, event.currentTarget)
          setWrong(change === null)
          if (change) onSet(change)
        }}
      >
        {isChosen(name) ? (
          <Choices name={name} filter={filter} names={names} />
        ) : (
          <Fields name={name} filter={filter} />
        )}
        {isWrong && (
          <div role="alert">
            <FieldError text={t(isChosen(name) ? 'filter.nothing' : 'filter.wrong')} />
          </div>
        )}
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="btn btn-primary">
            {t('filter.set')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}

function Choices({ name, filter, names }: { name: Chosen; filter: ConversationFilter; names: Names }) {
  const values: readonly string[] = filter[name] ?? []
  return (
    <fieldset class="flt-c">
      <legend class="vh">{t(`filter.${name}`)}</legend>
      {choicesOf(name, names).map(({ value, label }) => (
        <label key={value}>
          <input type="checkbox" name="choice" value={value} defaultChecked={values.includes(value)} />
          <span class="cut">{label}</span>
        </label>
      ))}
    </fieldset>
  )
}

type OfFields = { name: Exclude<ConditionName, Chosen>; filter: ConversationFilter }

function Fields({ name, filter }: OfFields): ComponentChildren {
  switch (name) {
    case 'tag':
    case 'language':
      return (
        <LineField
          label={t(`filter.${name}`)}
          hint={t(`filter.${name}.hint`)}
          name="text"
          maxlength={400}
          value={(filter[name] ?? []).join(', ')}
        />
      )
    case 'page':
      return <PageFields page={filter.page?.[0]} />
    case 'attribute':
      return (
        <>
          <LineField label={t('filter.key')} name="key" maxlength={40} value={filter.attribute?.[0]?.key ?? ''} />
          <LineField
            label={t('filter.value')}
            name="value"
            maxlength={500}
            value={filter.attribute?.[0]?.value ?? ''}
          />
        </>
      )
    case 'waiting':
      return <Count label={t('filter.minutes')} name="minutes" value={filter.waiting ?? 10} />
    case 'created':
    case 'updated':
      return <PeriodFields period={filter[name]} />
    case 'unread':
      return null
  }
}

function PageFields({ page }: { page: NonNullable<ConversationFilter['page']>[number] | undefined }) {
  return (
    <>
      <Pick label={t('filter.page.is')} name="is" value={page?.is ?? 'contains'} of={['contains', 'begins']} />
      <LineField
        label={t('filter.page.text')}
        hint={t('filter.page.hint')}
        name="text"
        maxlength={200}
        value={page?.text ?? ''}
      />
    </>
  )
}

function Pick({
  label,
  name,
  value,
  of,
}: {
  label: string
  name: string
  value: string
  of: ('contains' | 'begins')[]
}) {
  return (
    <Field label={label}>
      {(ids) => (
        <span class="sel">
          <select class="input" name={name} {...ids}>
            {of.map((one) => (
              <option key={one} value={one} selected={one === value}>
                {t(`filter.page.${one}`)}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size={16} />
        </span>
      )}
    </Field>
  )
}

function Count({ label, name, value }: { label: string; name: string; value: number }) {
  return (
    <Field label={label}>
      {(ids) => (
        <input
          class="input"
          type="number"
          inputMode="numeric"
          min={0}
          step={1}
          name={name}
          defaultValue={String(value)}
          {...ids}
        />
      )}
    </Field>
  )
}

function PeriodFields({ period = { days: 7 } }: { period: Period | undefined }) {
  const [when, setWhen] = useState<'within' | 'between'>('days' in period ? 'within' : 'between')
  const between = 'days' in period ? {} : period
  return (
    <>
      <Field label={t('filter.when')}>
        {(ids) => (
          <span class="sel">
            <select
              class="input"
              name="when"
              onChange={({ currentTarget }) => setWhen(currentTarget.value === 'between' ? 'between' : 'within')}
              {...ids}
            >
              {(['within', 'between'] as const).map((one) => (
                <option key={one} value={one} selected={one === when}>
                  {t(`filter.${one}`)}
                </option>
              ))}
            </select>
            <Icon name="chevron-down" size={16} />
          </span>
        )}
      </Field>
      {when === 'within' ? (
        <Count label={t('filter.days')} name="days" value={'days' in period ? period.days : 7} />
      ) : (
        <div class="flt-d">
          <Day label={t('filter.from')} name="from" value={dayField(between.from)} />
          <Day label={t('filter.to')} name="to" value={dayField(between.to, 1)} />
        </div>
      )}
    </>
  )
}

function Day({ label, name, value }: { label: string; name: string; value: string }) {
  return (
    <Field label={label}>
      {(ids) => <input class="input" type="date" name={name} defaultValue={value} {...ids} />}
    </Field>
  )
}
