import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { isVisitor } from '../../models/thread-blocks.ts'

/** Who writes right now: dots for the visitor, a line for colleagues. Said once by its words, not by the dots. */
export function Typing({ model }: { model: ConversationModel }) {
  const typing = model.typing.value
  const visitor = typing.find(({ actor }) => isVisitor(actor))
  const colleagues = typing.filter(({ actor }) => !isVisitor(actor))
  const name = model.visitorName.value ?? t('who.visitor')
  return (
    <>
      {visitor && (
        <div class="ghost-w">
          {visitor.text ? (
            <div class="ghost" dir="auto">
              {visitor.text}
            </div>
          ) : (
            <span class="typing" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
          )}
          <span class="vh">{t('thread.typing', { name })}</span>
        </div>
      )}
      {colleagues.map(({ actor, note }) => (
        <p key={actor.id} class="event">
          {t(whatOf(note, model.isTeam.value), { name: actor.name ?? t('who.colleague') })}
        </p>
      ))}
    </>
  )
}

function whatOf(note: boolean, isTeam: boolean) {
  if (isTeam) return 'thread.writes'
  return note ? 'thread.colleague_note' : 'thread.colleague_types'
}
