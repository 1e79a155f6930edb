import { join } from 'node:path'
import { type Playbook, readPlaybook } from '#capabilities/sales'
import { heldOutReplies, honestReplies } from '../../../flow/agent/guard/cases/honest-replies.ts'
import { guardCases } from '../../../flow/agent/guard/cases/score-guard.ts'
import { worlds } from '../../../flow/agent/guard/cases/worlds.ts'
import type { Evidence } from '../../../flow/agent/guard/evidence.ts'
import { guardReply } from '../../../flow/agent/guard/guard-reply.ts'

/** A reply with what the agent would hold against it. */
export interface GuardInput {
  readonly reply: string
  readonly evidence: Evidence
}

const passagesATurn = 5
const shortest = 200
const longest = 600
const essay = 9000
const fewEssays = 6

/** Replies of the guard's cases, put together to the length that models write, each with five passages and the whole prompt. */
export function listGuardInputs(): Readonly<Record<string, readonly GuardInput[]>> {
  const playbook = readPlaybook(join(import.meta.dirname, '../../../playbooks'), 'beauty-salon')
  const honest = [...(honestReplies.salon ?? []), ...(heldOutReplies.salon ?? [])]
  const lies = guardCases.filter(({ world, isLie }) => world === 'salon' && isLie).map(({ reply }) => reply)
  // A salesperson states a figure or two, and talks.
  const typical = joinTo(
    honest.flatMap((reply, at) => [reply, talk[at % talk.length] ?? '']),
    shortest,
  )
  const essays = joinTo(honest, essay).slice(0, fewEssays)
  const replies = {
    'reply of 200–600': typical,
    '  without a figure': joinTo(talk, shortest),
    '  of figures only': joinTo(honest, shortest),
    '  with a lie in it': typical.map((reply, at) => `${reply} ${lies[(at * 17) % lies.length] ?? ''}`),
    'reply of 9,000': essays,
    '  in one sentence': essays.map(reply => reply.replaceAll(/[.!?\n]+/g, ',')),
    '  of lies': joinTo(lies, essay).slice(0, fewEssays),
  }
  return Object.fromEntries(
    Object.entries(replies).map(([name, texts]) => [name, texts.map(reply => withPassages(reply, playbook))]),
  )
}

const talk: readonly string[] = [
  'Здравствуйте! Рада знакомству. Расскажите, пожалуйста, что хотите изменить: длину, цвет или форму?',
  'Понимаю вас, с кудрявыми волосами бывает непросто. Мастер сначала посмотрит на волосы и обсудит с вами форму, а потом начнёт стричь.',
  'Какую длину предпочитаете и как обычно укладываете волосы дома?',
  'Thank you for telling me! Olga does hair, and Marina takes care of nails and brows. Which of them would you like to see?',
  'Этого я сама не знаю, уточню у коллег и вернусь к вам с ответом. А пока подскажите, делали ли вы что-то подобное раньше?',
  'Спасибо, что рассказали! Для тонких волос мастер подберёт бережный состав. Есть ли у вас аллергия или чувствительная кожа?',
]

/** Neighbours joined until they are long enough, from every text on. */
function joinTo(texts: readonly string[], units: number): readonly string[] {
  return texts.flatMap((_, first) => {
    let joined = ''
    for (let at = first; joined.length < units; at++) joined += `${joined === '' ? '' : ' '}${texts[at % texts.length]}`
    return units === essay || joined.length <= longest ? [joined] : []
  })
}

function withPassages(reply: string, playbook: Playbook): GuardInput {
  const { sources } = worlds.salon
  const backing = new Set(guardReply(reply, worlds.salon).backed.map(({ source }) => source))
  const passages = [
    ...sources.filter(({ source }) => backing.has(source)),
    ...sources.filter(({ source }) => !backing.has(source)),
  ].slice(0, passagesATurn)
  const offer = { source: `playbooks/${playbook.name}/offer.md`, text: playbook.offer }
  const found = passages.map(({ source, text }) => `${source}\n${text}`).join('\n\n')
  const prompt = `${playbook.persona.prompt}\n\n${playbook.offer}\n\n${worlds.salon.prompt}\n\n${found}`
  return { reply, evidence: { ...worlds.salon, sources: [...passages, offer], prompt } }
}
