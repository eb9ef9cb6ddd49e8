import type { MessageBody } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { filled } from '../../format/variables.ts'
import { t } from '../../i18n/translate.ts'
import type { OpenConversation } from '../../models/open-conversation.ts'
import { judgeRich, newRich, RICH_KINDS, type RichDraft, richBody } from '../../models/rich-draft.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { RichView } from '../conversations/RichView.tsx'
import { RichButtons } from './RichButtons.tsx'
import { RichFields } from './RichFields.tsx'

/** Puts together what is more than text: buttons, suggested answers, a card, a form. Beside it, how it reads. */
export function RichBuilder() {
  const { open, ui } = useWorkbench()
  const now = open.value
  if (!now) return null
  return (
    <Dialog title={t('rich.title')} kind="dialog-form rich" onClose={ui.dismiss}>
      <Builder key={now.model.id.value} open={now} />
    </Dialog>
  )
}

function Builder({ open: { model, help, links } }: { open: OpenConversation }) {
  const { ui } = useWorkbench()
  const draft = help.rich.value ?? newRich('buttons')
  const fill = (text: string) => filled(text, help.values.value)
  const wrong = judgeRich({ ...draft, text: fill(draft.text), title: fill(draft.title) })
  const isBegun = draft.text !== '' || draft.title !== ''
  const told = isBegun ? wrong : {}
  const set = (change: Partial<RichDraft>) => {
    help.rich.value = { ...draft, ...change }
  }
  const isTitled = draft.kind === 'card' || draft.kind === 'form'
  const body = richBody(draft, fill)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (Object.keys(wrong).length > 0) return
        model.send('msg.new', body)
        help.rich.value = null
        ui.dismiss()
      }}
    >
      <div class="dialog-body rich-cols">
        <div class="rich-f">
          <Select
            label={t('rich.kind')}
            value={draft.kind}
            choices={RICH_KINDS.map((value) => ({ value, label: t(`rich.kind.${value}`) }))}
            onChange={(kind) => set({ kind })}
          />
          {isTitled && (
            <TextField
              label={t('rich.title_field')}
              value={draft.title}
              maxlength={draft.kind === 'form' ? 80 : 120}
              error={told['title'] ?? null}
              onInput={({ currentTarget }) => set({ title: currentTarget.value })}
            />
          )}
          <Field label={t('rich.text')} isOptional={isTitled} error={told['text'] ?? null}>
            {(ids) => (
              <textarea
                class="input"
                rows={3}
                dir="auto"
                maxLength={isTitled ? 300 : 2000}
                value={draft.text}
                onInput={({ currentTarget }) => set({ text: currentTarget.value })}
                {...ids}
              />
            )}
          </Field>
          {draft.kind === 'form' ? (
            <RichFields draft={draft} wrong={told} set={set} />
          ) : (
            <RichButtons draft={draft} wrong={told} set={set} />
          )}
        </div>
        <section class="rich-p" aria-label={t('rich.preview')}>
          <h3>{t('rich.preview')}</h3>
          <RichView body={{ ...body, attachments: [], fallback: '' } as Shown} answer={undefined} links={links} />
        </section>
      </div>
      <div class="dialog-f">
        <button type="button" class="btn" onClick={ui.dismiss}>
          {t('action.cancel')}
        </button>
        <button type="submit" class="btn btn-primary" disabled={Object.keys(wrong).length > 0}>
          {t('composer.send')}
        </button>
      </div>
    </form>
  )
}

/** As it will be stored: what the server completes is empty here. */
type Shown = Exclude<MessageBody, { type: 'text' }>
