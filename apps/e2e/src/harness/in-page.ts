type Named = (...values: never[]) => unknown

/**
 * A call of the last of `parts` with `argument`, as an expression that a page evaluates. Each part is a function
 * declaration that stands by itself and uses only the others: what is nested in one body is beyond reading.
 */
export function expressionOf(parts: readonly Named[], argument: unknown = null): string {
  return `(() => {\n${parts.map(String).join('\n')}\nreturn ${parts.at(-1)?.name}(${JSON.stringify(argument)})\n})()`
}
