import { conversationFigures } from './conversation-figures.ts'
import { leadFigures } from './lead-figures.ts'
import { modelFigures } from './model-figures.ts'
import { talkFigures } from './talk-figures.ts'

/** Every figure of a period, by its name in the API. */
export const figures = { ...leadFigures, ...conversationFigures, ...talkFigures, ...modelFigures } as const

export type FigureName = keyof typeof figures
export const figureNames = Object.keys(figures) as readonly FigureName[]
