import type { Button } from '#capabilities/channels'
import { truncate } from '#shared/utils'
import { asWritten, type CommandAnswer, inLanguage } from '../../agent/index.ts'
import { crewButton } from '../cards/crew-buttons.ts'
import { type SetupState, setupSteps } from './setup-state.ts'
import { dayWords, questionWords, setupWords } from './setup-words.ts'

/** What a button of the set-up does; its number stands in the button. */
export const setupDeeds = ['skip', 'back', 'cancel', 'save', 'ru', 'en'] as const
export type SetupDeed = (typeof setupDeeds)[number]

/** The open question, or the summary when there is none. Pure. */
export function askSetup(state: SetupState, language: string): Pick<CommandAnswer, 'text' | 'buttons'> {
  const { step } = state
  if (step === 'summary') return summarize(state, language)
  const choices = step === 'language' ? [[button(state, 'ru', 'Русский'), button(state, 'en', 'English')]] : []
  const way = [
    ...(step === 'name' ? [] : [worded(state, 'back', language)]),
    worded(state, 'skip', language),
    worded(state, 'cancel', language),
  ]
  return { text: inLanguage(questionWords[step], language), buttons: [...choices, way] }
}

const longestShown = 600

function summarize(state: SetupState, language: string): Pick<CommandAnswer, 'text' | 'buttons'> {
  const say = (name: keyof typeof setupWords): string => inLanguage(setupWords[name], language)
  const rows = setupSteps.map(step => `- ${say(step)}: ${describe(state, step, language) ?? say('unchanged')}`)
  return {
    text: [say('summary'), '', ...rows].join('\n'),
    buttons: [[worded(state, 'save', language)], [worded(state, 'back', language), worded(state, 'cancel', language)]],
  }
}

function describe(state: SetupState, step: (typeof setupSteps)[number], language: string): string | null {
  const { hours } = state
  if (step === 'hours') return hours === null ? null : describeHours(hours, language)
  const value = state[step]
  return value === null ? null : asWritten(truncate(value.replaceAll(/\s+/g, ' '), longestShown))
}

function describeHours(hours: NonNullable<SetupState['hours']>, language: string): string {
  const names = Object.keys(dayWords) as readonly (keyof typeof dayWords)[]
  return names
    .map(day => {
      const shown = hours[day] === 'closed' ? inLanguage(setupWords.closed, language) : hours[day]
      return `${inLanguage(dayWords[day], language)} ${shown}`
    })
    .join(', ')
}

function worded(state: SetupState, deed: 'skip' | 'back' | 'cancel' | 'save', language: string): Button {
  return button(state, deed, inLanguage(setupWords[deed], language))
}

/** The button knows its question: pressed later, it answers no other. */
function button({ step }: SetupState, deed: SetupDeed, text: string): Button {
  const steps: readonly string[] = [...setupSteps, 'summary']
  return crewButton(text, 'setup', setupDeeds.indexOf(deed), steps.indexOf(step))
}
