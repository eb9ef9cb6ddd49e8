import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { BlocksModel, RangeRefusal } from '../../models/blocks/blocks-model.ts'
import { endAfter, type Length } from '../../models/blocks/lengths.ts'
import { Field } from '../../ui/Field.tsx'
import { LengthChoice } from './LengthChoice.tsx'

const LONGEST = 60

/** What is refused stays written, with what is wrong beside it; his own address is asked about. */
export function RangeForm({ blocks }: { blocks: BlocksModel }) {
  const { window } = useWorkbench()
  const [range, setRange] = useState('')
  const [reason, setReason] = useState('')
  const [length, setLength] = useState<Length>('week')
  const [refusal, setRefusal] = useState<RangeRefusal | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function block(confirmed: boolean): Promise<void> {
    if (range.trim() === '') return setRefusal('not_a_range')
    setBusy(true)
    const why = { reason: reason.trim(), expiresAt: endAfter(length, window.env.now()) }
    const said = await blocks.blockRange(range.trim(), why, confirmed)
    setRefusal(said)
    setBusy(false)
    if (said) return
    setRange('')
    setReason('')
  }
  return (
    <form
      class="sec"
      noValidate
      aria-label={t('blocks.range.title')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void block(false)
      }}
    >
      <h2>{t('blocks.range.title')}</h2>
      <Field
        label={t('blocks.range')}
        hint={t('blocks.range.hint')}
        error={refusal && refusal !== 'own' ? t(`blocks.refused.${refusal}`) : null}
      >
        {(ids) => (
          <input
            class="input"
            type="text"
            dir="ltr"
            spellcheck={false}
            autocomplete="off"
            maxLength={LONGEST}
            value={range}
            onInput={({ currentTarget }) => {
              setRange(currentTarget.value)
              setRefusal(null)
            }}
            {...ids}
          />
        )}
      </Field>
      <LengthChoice reason={reason} onReason={setReason} length={length} onLength={setLength} />
      {refusal === 'own' && (
        <div role="alert" class="blk-own">
          <p>{t('blocks.own')}</p>
          <button type="button" class="btn btn-danger" aria-busy={isBusy} onClick={() => void block(true)}>
            {t('blocks.own.verb')}
          </button>
        </div>
      )}
      <button type="submit" class="btn btn-primary btn-start" aria-busy={isBusy}>
        {t('blocks.verb')}
      </button>
    </form>
  )
}
