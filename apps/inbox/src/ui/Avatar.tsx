import { Icon } from './Icon.tsx'

const TINTS = 8

/** One of eight tints, the same for the same id everywhere. */
function tintOf(id: string): number {
  let hash = 0
  for (const letter of id) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0
  return hash % TINTS
}

type Props = { id: string; name: string | null; size: 20 | 24 | 28 | 36 | 40 }

/** The initial of somebody with a name, an outline for somebody without. Decoration: the name stands beside it. */
export function Avatar({ id, name, size }: Props) {
  const initial = name?.trim().match(/^\P{C}/u)?.[0]
  if (!initial) {
    return (
      <span class={`av av-anon av-${size}`} aria-hidden="true">
        <Icon name="user" size={16} />
      </span>
    )
  }
  return (
    <span class={`av av-${size} a${tintOf(id)}`} aria-hidden="true">
      {initial.toUpperCase()}
    </span>
  )
}
