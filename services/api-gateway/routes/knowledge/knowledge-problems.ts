import type { Problem } from '../../http/problem.ts'

export const knowledgeOff: Problem = {
  status: 409,
  code: 'knowledge.off',
  detail: 'The knowledge base is turned off: set rag.enabled to true.',
}

export const questionNotOpen: Problem = {
  status: 409,
  code: 'question.not_open',
  detail: 'This question was answered or dismissed before.',
}

export const noSuchQuestion: Problem = {
  status: 404,
  code: 'question.not_found',
  detail: 'There is no question with this id.',
}

export const noSuchDocument: Problem = {
  status: 404,
  code: 'document.not_found',
  detail: 'There is no document with this id, or its file is gone.',
}

export const noSuchPlaybook: Problem = {
  status: 422,
  code: 'knowledge.playbook_unused',
  detail: 'No bot speaks by this playbook: GET /knowledge has those that one does.',
}
