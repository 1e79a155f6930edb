/**
 * The same pattern, quicker. Before most places of a text stands a letter, and that rules a word's beginning out: the usual letters
 * are told in place, for those of the whole world the engine makes a call.
 */
export function quicken({ source, flags }: RegExp): RegExp {
  const quick = source
    .replaceAll('(?<!\\p{L})', '(?<![a-zа-я])(?<!\\p{L})')
    .replaceAll('(?<![\\p{L}\\p{N}])', '(?<![a-zа-я\\d])(?<![\\p{L}\\p{N}])')
  return new RegExp(quick, flags)
}

/** One pattern that is found wherever any of `patterns` is: one look tells that none is. Their flags must be the same. */
export function uniteAny(patterns: readonly RegExp[]): RegExp {
  const flags = new Set(patterns.map(pattern => pattern.flags.replace('g', '')))
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), [...flags].join(''))
}
