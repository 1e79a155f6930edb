import type { InfiniteData } from '@tanstack/react-query'
import type { GetLeadsResponse } from '../../../api/index.ts'

type Pages = InfiniteData<GetLeadsResponse, string | null> | undefined
type Lead = GetLeadsResponse['items'][number]

/** The columns that a lead leaves and reaches, with it on top of the second. Pure. */
export function moveBetween([from, target]: readonly Pages[], lead: Lead, stage: string): readonly [Pages, Pages] {
  return [mapItems(from, items => items.filter(item => item.id !== lead.id)), addFirst(target, { ...lead, stage })]
}

function addFirst(pages: Pages, lead: Lead): Pages {
  let isFirst = true
  return mapItems(pages, items => {
    const others = items.filter(item => item.id !== lead.id)
    const shown = isFirst ? [lead, ...others] : others
    isFirst = false
    return shown
  })
}

function mapItems(pages: Pages, change: (items: Lead[]) => Lead[]): Pages {
  return pages && { ...pages, pages: pages.pages.map(page => ({ ...page, items: change(page.items) })) }
}
