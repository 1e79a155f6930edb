import type { ChatModel } from './contract.ts'

/** A model that needs no server and always answers, with the words that the owner's playbook has prepared for it. */
export function createScriptedModel(): ChatModel {
  return {
    name: 'scripted',
    async answer({ prepared }, signal) {
      if (signal.aborted) return { kind: 'cancelled' }
      if (prepared === '') return { kind: 'unavailable', code: 'nothing_prepared' }
      return { kind: 'answered', text: prepared, isTruncated: false, model: 'scripted', usage: null, firstTokenMs: 0 }
    },
  }
}
