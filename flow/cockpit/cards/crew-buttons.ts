import type { Button } from '#capabilities/channels'
import type { ConversationId } from '#shared/database'
import { type CrewVerb, inLanguage, writeButtonData } from '../../agent/index.ts'
import { cockpitWords } from '../words.ts'

/** A button for the business; who may press it is asked when it is pressed. */
export function crewButton(text: string, verb: CrewVerb, subject: number, detail = 0): Button {
  return { text, data: writeButtonData({ kind: 'crew', verb, subject, detail }) }
}

/** Takes the chat over, or gives it back: whichever would change something. */
export function handlerButton(
  { handler, conversationId }: { readonly handler: 'ai' | 'human'; readonly conversationId: ConversationId },
  language: string,
): Button {
  return handler === 'human'
    ? {
        text: inLanguage(cockpitWords.handBack, language),
        data: writeButtonData({ kind: 'hand-back', conversationId }),
      }
    : {
        text: inLanguage(cockpitWords.takeOver, language),
        data: writeButtonData({ kind: 'take-over', conversationId }),
      }
}
