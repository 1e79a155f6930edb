interface Wish {
  readonly type: string
  readonly quality: number
}

/**
 * What of `offered` (media types, the favourite first) an `Accept` header wants most (RFC 9110, section 12.5.1); null when it wants
 * none of them. Without a header: the first. Pure.
 */
export function chooseType(accept: string | undefined, offered: readonly string[]): string | null {
  if (accept === undefined || accept.trim() === '') return offered[0] ?? null
  const wishes = accept.split(',').map(readWish)
  const best = offered
    .map(type => ({ type, quality: judge(type, wishes) }))
    .reduce((first, other) => (other.quality > first.quality ? other : first))
  return best.quality > 0 ? best.type : null
}

function readWish(part: string): Wish {
  const [type = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
  const quality = parameters.find(parameter => parameter.startsWith('q='))?.slice(2)
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 }
}

/** The most precise wish counts: `image/png;q=0` excludes it even beside a wish for anything. */
function judge(type: string, wishes: readonly Wish[]): number {
  const [group = ''] = type.split('/')
  for (const pattern of [type, `${group}/*`, '*/*']) {
    const wish = wishes.find(each => each.type === pattern)
    if (wish !== undefined) return wish.quality
  }
  return 0
}
