import { fault, off, ok } from './finding-words.ts'

/** What is said of the bots beside the first. */
export const botFindings = {
  'bots.broken': fault(
    ['не работают {broken} из {count}', '{broken} of {count} do not work'],
    [
      'Токен: npm run cli -- bots set-token; плейбук: npm run cli -- bots set-playbook.',
      'The token: npm run cli -- bots set-token; the playbook: npm run cli -- bots set-playbook.',
    ],
  ),
  'bots.none': off(['нет', 'none'], null),
  'bots.ready': ok('все {count} могут работать', 'all {count} can run'),
} as const
