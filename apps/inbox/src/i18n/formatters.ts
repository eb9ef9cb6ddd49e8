/** Zones of visitors are options too: a day's worth of them, then all begin anew. */
const MOST = 200

/**
 * What `Intl` makes, made once for each language and its options: making one takes a hundred times as long as using it,
 * and every row of a list and every message wants some. `circumstances` are what the made one depends on besides.
 */
function kept<O extends object, F>(make: (locale: string, options?: O) => F, circumstances: () => unknown = () => '') {
  const made = new Map<string, F>()
  return (locale: string, options?: O): F => {
    const key = `${locale} ${circumstances()} ${options ? JSON.stringify(options) : ''}`
    const had = made.get(key)
    if (had) return had
    const fresh = make(locale, options)
    if (made.size >= MOST) made.clear()
    made.set(key, fresh)
    return fresh
  }
}

/** Who travels, or lives through a change of the clocks, has another zone than the formatter was made in. */
const zone = () => new Date().getTimezoneOffset()

export const dateFormat = kept<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  (locale, options) => new Intl.DateTimeFormat(locale, options),
  zone,
)
export const numberFormat = kept<Intl.NumberFormatOptions, Intl.NumberFormat>(
  (locale, options) => new Intl.NumberFormat(locale, options),
)
export const pluralRules = kept<Intl.PluralRulesOptions, Intl.PluralRules>(
  (locale, options) => new Intl.PluralRules(locale, options),
)
