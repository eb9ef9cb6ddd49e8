import type { ContactProfile } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import type { Choice, MergeModel, Side } from '../../models/customer/merge-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldError } from '../../ui/Field.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { calledOf } from '../contacts/ContactList.tsx'

/** Two contacts beside each other: of each thing that differs one is chosen. */
export function MergeDialog({ merge }: { merge: MergeModel }) {
  const pair = merge.pair.value
  if (!pair) return null
  const { into, from } = pair
  const state = merge.state.value
  return (
    <Dialog title={t('merge.title')} kind="dialog-wide" onClose={merge.close}>
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          merge.run()
        }}
      >
        <p class="muted">{t('merge.what', { from: calledOf(from), into: calledOf(into) })}</p>
        <div class="mrg">
          <Head contact={into} text={t('merge.stays')} />
          <Head contact={from} text={t('merge.goes')} />
          {merge.choices.value.map((choice) => (
            <Row key={choice.key} choice={choice} choose={(side) => merge.choose(choice.key, side)} />
          ))}
        </div>
        {merge.choices.value.length === 0 && <p>{t('merge.same')}</p>}
        <Tags into={into} from={from} />
        {state !== 'choosing' && state !== 'busy' && (
          <p role="alert">
            <FieldError id="merge-error" text={t(`merge.${state}`)} />
          </p>
        )}
        <footer class="dialog-f">
          {!into.isVerified && (
            <button type="button" class="btn btn-quiet" onClick={merge.swap}>
              {t('merge.swap')}
            </button>
          )}
          <button type="button" class="btn" onClick={merge.close}>
            {t('action.cancel')}
          </button>
          <SubmitButton label={t('merge.do')} busyLabel={t('merge.doing')} isBusy={state === 'busy'} />
        </footer>
      </form>
    </Dialog>
  )
}

function Head({ contact, text }: { contact: ContactProfile; text: string }) {
  return (
    <div class="mrg-h">
      <p class="faint">{text}</p>
      <h3 class="cut" dir="auto">
        {calledOf(contact)}
      </h3>
    </div>
  )
}

const SIDES: readonly Side[] = ['into', 'from']

function Row({ choice, choose }: { choice: Choice; choose(side: Side): void }) {
  const { key, side, isFixed } = choice
  const label = choice.label ?? labelOf(key)
  return (
    <fieldset class="mrg-r">
      <legend>{label}</legend>
      {SIDES.map((one) => (
        <label key={one} class="mrg-c" data-on={side === one}>
          <input
            type="radio"
            name={`merge ${key}`}
            checked={side === one}
            disabled={isFixed && one === 'from'}
            onChange={() => choose(one)}
          />
          <span dir="auto">{choice[one] || <i class="faint">{t('contact.empty')}</i>}</span>
        </label>
      ))}
      {isFixed && <p class="faint mrg-w">{t('contact.fixed')}</p>}
    </fieldset>
  )
}

function labelOf(key: string): string {
  if (key === 'company') return t('person.company')
  if (key === 'locale') return t('details.language')
  return t(`contact.${key as 'name' | 'email' | 'phone' | 'note'}`)
}

function Tags({ into, from }: { into: ContactProfile; from: ContactProfile }) {
  const all = [...new Set([...into.tags, ...from.tags])]
  return (
    <p class="muted">
      {t('merge.along')}
      {all.length > 0 && ` ${t('merge.tags', { tags: all.join(', ') })}`}
    </p>
  )
}
