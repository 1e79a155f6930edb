import { sql } from 'kysely'
import { drawSeries } from '../draw-series.ts'
import { readSummary } from '../read-summary.ts'
import type { Report, ReportFacts } from '../report.ts'

const shownQuestions = 1000

export const unansweredQuestionsReport: Report = {
  name: 'unanswered-questions',
  title: { en: 'Unanswered questions', ru: 'Вопросы без ответа' },
  meaning: {
    en: 'Questions that clients asked in the period, that the documents do not answer and that nobody has settled yet; the newest first, 1,000 at most. Put the answers into the knowledge base.',
    ru: 'Вопросы клиентов за период, ответа на которые нет в базе знаний и которые ещё никто не закрыл; сначала новые, не более 1000. Добавьте ответы в базу знаний.',
  },
  columns: [
    { key: 'asked_at', kind: 'instant', title: { en: 'Asked', ru: 'Задан' } },
    { key: 'question', kind: 'text', title: { en: 'Question', ru: 'Вопрос' } },
    { key: 'language', kind: 'text', title: { en: 'Language', ru: 'Язык' } },
    { key: 'conversation_id', kind: 'count', title: { en: 'Conversation', ru: 'Разговор' } },
  ],
  async build(facts) {
    const { summary } = await readSummary(facts, ['unanswered_questions'])
    return {
      summary,
      rows: await buildOpenQuestionsQuery(facts).execute(),
      chart: await drawSeries(facts, ['unanswered_questions']),
    }
  },
}

/** Exported for the test that looks at its plan. */
export function buildOpenQuestionsQuery({ db, period }: Pick<ReportFacts, 'db' | 'period'>) {
  return (
    db
      .selectFrom('open_questions')
      .select(['asked_at', 'question', 'language', 'conversation_id'])
      // A literal: both engines use a partial index only when the query says its words.
      .where('state', '=', sql.lit('open' as const))
      .where('asked_at', '>=', period.from)
      .where('asked_at', '<', period.to)
      .orderBy('asked_at', 'desc')
      .limit(shownQuestions)
  )
}
