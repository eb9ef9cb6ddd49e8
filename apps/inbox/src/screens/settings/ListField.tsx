import { useState } from 'preact/hooks'
import { TextField } from '../../ui/Field.tsx'

type Props = {
  label: string
  hint: string
  error: string | null
  placeholder: string
  list: readonly string[]
  /** What was written between two commas, as the list has it. */
  clean(word: string): string
  onChange(list: string[]): void
}

/** A few words in a line, separated by commas. A comma that was just typed stays, though it adds nothing yet. */
export function ListField({ list, clean, onChange, ...field }: Props) {
  const [written, setWritten] = useState('')
  const listOf = (text: string) => [...new Set(text.split(',').map(clean))].filter(Boolean)
  const joined = list.join(', ')
  return (
    <TextField
      {...field}
      isOptional
      value={listOf(written).join(', ') === joined ? written : joined}
      onInput={({ currentTarget }) => {
        setWritten(currentTarget.value)
        onChange(listOf(currentTarget.value))
      }}
    />
  )
}
