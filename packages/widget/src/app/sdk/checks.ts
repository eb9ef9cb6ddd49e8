import type { Context } from './context.ts'

/** As the server limits them, so that a mistake is told where it is made. */
const MOST_TEXT = 10_000

/** Says what is wrong with an argument, by the name that the reference gives it. */
export function checks({ fail }: Pick<Context, 'fail'>) {
  const refuse = (name: string, wanted: string): never => {
    throw fail('invalid_argument', `${name} has to be ${wanted}`)
  }
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  return {
    refuse,
    text(name: string, value: unknown, most = MOST_TEXT): string {
      const isText = typeof value === 'string' && value.trim() !== '' && value.length <= most
      return isText ? value : refuse(name, `a text of 1 to ${most} characters`)
    },
    bool: (name: string, value: unknown): boolean =>
      typeof value === 'boolean' ? value : refuse(name, 'true or false'),
    func: <F>(name: string, value: F): F => (typeof value === 'function' ? value : refuse(name, 'a function')),
    object: <T>(name: string, value: T): T => (isObject(value) ? value : refuse(name, 'an object')),
    number(name: string, value: unknown, least: number, most: number): number {
      const isNumber = typeof value === 'number' && value >= least && value <= most
      return isNumber ? value : refuse(name, `a number from ${least} to ${most}`)
    },
    oneOf<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
      return choices.includes(value as T) ? (value as T) : refuse(name, `one of ${choices.join(', ')}`)
    },
    id(name: string, value: unknown, prefix: string): string {
      const isId = typeof value === 'string' && new RegExp(`^${prefix}_[0-9a-z]{20}$`).test(value)
      return isId ? value : refuse(name, `an id that begins with ${prefix}_`)
    },
  }
}
export type Checks = ReturnType<typeof checks>
