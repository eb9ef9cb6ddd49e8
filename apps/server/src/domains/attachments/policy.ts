import type { FileOptions, Voice } from '@parley/protocol'
import { type FileContent, isProgram, isTaken, type TakenFiles } from '@parley/protocol/files'
import { AppError } from '../../errors/app-error.ts'
import { spokenType } from './model.ts'

/** Programs and shortcuts, by what they are (N63). */
const PROGRAMS = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-ms-shortcut',
  'application/x.ms.shortcut',
  'application/x-apple-alias',
  'application/x.apple.alias',
  'application/java-vm',
  'application/x-iso9660-image',
  'application/x-shockwave-flash',
  'application/wasm',
])

type Asked = { voice?: Voice | undefined; taken?: TakenFiles | null | undefined }

/** The type that a file of this name and content is stored as. Throws `type_not_allowed` where it is not taken. */
export function judgedType({ voice, taken }: Asked, name: string, content: FileContent): string {
  const type = voice ? spokenType(content.type) : content.type
  if (type === null) throw new AppError('type_not_allowed', 'A voice message is WebM, Ogg or MP4 sound.')
  if (PROGRAMS.has(type) || isProgram(name)) {
    throw new AppError('type_not_allowed', 'Programs and shortcuts cannot be sent.')
  }
  if (taken && !voice && !isTaken(taken, name, content)) throw notTaken(taken, content.type)
  return type
}

function notTaken({ kinds, endings }: TakenFiles, type: string): AppError {
  const names = [...kinds, ...endings.map((ending) => `.${ending}`)].join(', ')
  return new AppError('type_not_allowed', `The content is ${type}. This site takes: ${names}.`, { kinds, endings })
}

/** What visitors of a site may upload. Throws `type_not_allowed` where they may not. */
export function allowedBy(files: FileOptions | null): { maxBytes: number; taken: TakenFiles } {
  if (!files?.on) throw new AppError('type_not_allowed', 'This site takes no files: send words.')
  const { maxBytes, kinds, endings } = files
  return { maxBytes, taken: { kinds, endings } }
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('too_large', `A file may have ${maxBytes} bytes: send a smaller one.`, { maxBytes })
}
