import type { Named, NoteBody } from '@parley/protocol'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { partsOf } from '../../models/mentions.ts'
import { LinkedText } from '../../ui/LinkedText.tsx'

/** Whom the note around names; null in whatever is no note. */
export const Naming = createContext<Pick<NoteBody, 'named' | 'mentions'> | null>(null)

/** What a person wrote, with whom it names: by the name that he has today. */
export function NamedText({ text }: { text: string }) {
  const naming = useContext(Naming)
  if (!naming?.named?.length) return <LinkedText text={text} />
  return (
    <>
      {partsOf(text, naming.named).map((part, i) =>
        part.named ? (
          // Parts of one text never change places.
          <Mention key={i} named={part.named} mentions={naming.mentions ?? []} />
        ) : (
          <LinkedText key={i} text={part.text} />
        ),
      )}
    </>
  )
}

function Mention({ named, mentions }: { named: Named; mentions: readonly string[] }) {
  const { people, me } = useWorkbench()
  const { id, name } = named
  const isOne = id.startsWith('agt_')
  const isLost = isOne && id !== me.id && !mentions.includes(id)
  return (
    <span
      class={`men${mentions.includes(me.id) ? ' men-me' : ''}${isLost ? ' men-none' : ''}`}
      title={isLost ? t('mention.unreached') : undefined}
      dir="auto"
    >
      @{people.byId.value.get(id)?.name ?? name}
    </span>
  )
}
