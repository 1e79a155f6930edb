import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChatModel, ModelRequest } from './contract.ts'

/** A model that can answer, open for one test. */
export interface ModelUnderTest {
  readonly model: ChatModel
  close(): Promise<void>
}

export const question: ModelRequest = {
  messages: [
    { role: 'system', content: 'You sell bicycles.' },
    { role: 'user', content: 'Do you have a red one? 🚲' },
  ],
  temperature: 0.3,
  maxTokens: 200,
  prepared: 'Hello!',
}

/** What every chat model promises, with a server or without. Call it from the model's own test file. */
export function describeModel(name: string, open: () => Promise<ModelUnderTest>): void {
  describe(`the model contract, kept by ${name}`, () => {
    let under: ModelUnderTest

    beforeEach(async () => {
      under = await open()
    })

    afterEach(async () => {
      await under.close()
    })

    it('answers with text and says whose words they are', async () => {
      const outcome = await under.model.answer(question, new AbortController().signal)
      if (outcome.kind !== 'answered') throw new Error(JSON.stringify(outcome))
      expect(outcome.text.trim()).toBe(outcome.text)
      expect(outcome.text).not.toBe('')
      expect(outcome.model).not.toBe('')
      expect(outcome.firstTokenMs).toBeGreaterThanOrEqual(0)
    })

    it('answers many at once, each for itself', async () => {
      const asked = Array.from({ length: 30 }, () => under.model.answer(question, new AbortController().signal))
      const outcomes = await Promise.all(asked)
      expect(outcomes.map(outcome => outcome.kind)).toEqual(outcomes.map(() => 'answered'))
    })

    it('says cancelled, not failed, when the caller has given up', async () => {
      expect(await under.model.answer(question, AbortSignal.abort())).toEqual({ kind: 'cancelled' })
    })

    it('answers without a system message, and without anything but one', async () => {
      const alone = { ...question, messages: question.messages.slice(1) }
      const noQuestion = { ...question, messages: question.messages.slice(0, 1) }
      for (const request of [alone, noQuestion]) {
        expect((await under.model.answer(request, new AbortController().signal)).kind).toBe('answered')
      }
    })

    it('leaves nothing behind on the signal of its caller, who may live long', async () => {
      const { signal } = new AbortController()
      await under.model.answer(question, signal)
      expect(getEventListeners(signal, 'abort')).toEqual([])
    })

    it('changes nothing in the request', async () => {
      const before = structuredClone(question)
      await under.model.answer(question, new AbortController().signal)
      expect(question).toEqual(before)
    })
  })
}
