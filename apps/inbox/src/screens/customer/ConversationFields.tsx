import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { FieldValue } from '../contacts/ContactCard.tsx'
import { Answers } from '../conversations/DetailSections.tsx'

/** What administrators want to know of a conversation, edited where it stands, and what else was answered. */
export function ConversationFields({ model }: { model: ConversationModel }) {
  const { customFields } = useWorkbench()
  useEffect(() => customFields.need(), [customFields])
  const values = model.fields.value
  const defined = customFields.ofConversations.value
  const keys = defined.map(({ key }) => key)
  const others = Object.entries(values).filter(([key]) => !keys.includes(key))
  return (
    <>
      {defined.length > 0 && (
        <div class="pn-s">
          <h3>{t('details.fields')}</h3>
          <dl class="kv kv-ed">
            {defined.map((field) => (
              <FieldValue
                key={`${model.id.peek()} ${field.id}`}
                field={field}
                value={values[field.key]}
                save={(value, was) => model.setField(field.key, value === null ? null : String(value), was || null)}
              />
            ))}
          </dl>
        </div>
      )}
      <Answers fields={Object.fromEntries(others)} />
    </>
  )
}
