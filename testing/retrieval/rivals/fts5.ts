import SqliteDriver from 'better-sqlite3'
import { fieldWeights, type IndexedPassage, type Rival, type Search } from '../collection.ts'

/** SQLite's full-text search with its own ranking. A question is its tokens joined by OR: with AND most chat questions find nothing. */
export function createFts5(tokenizer: 'unicode61' | 'trigram'): Rival {
  return { name: `FTS5 ${tokenizer}`, index: passages => indexPassages(passages, tokenizer) }
}

function indexPassages(passages: readonly IndexedPassage[], tokenizer: 'unicode61' | 'trigram'): Search {
  const database = new SqliteDriver(':memory:')
  database.exec(`create virtual table passages using fts5(heading, text, questions, path, tokenize = '${tokenizer}')`)
  const insert = database.prepare('insert into passages (rowid, heading, text, questions, path) values (?, ?, ?, ?, ?)')
  for (const { id, heading, text, questions, path } of passages) insert.run(id, heading, text, questions, path)
  const { heading, text, questions, path } = fieldWeights
  const select = database
    .prepare<[string, number], number>(
      `select rowid from passages where passages match ? order by bm25(passages, ${heading}, ${text}, ${questions}, ${path}) limit ?`,
    )
    .pluck()
  const listTokens = tokenizer === 'trigram' ? listTrigrams : listWords
  return (question, limit) => {
    const tokens = listTokens(question)
    return tokens.length === 0 ? [] : select.all(tokens.map(token => `"${token}"`).join(' OR '), limit)
  }
}

function listWords(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])]
}

/** Every run of three characters within a word: so a misspelt or inflected word still meets its other forms. */
function listTrigrams(text: string): readonly string[] {
  const trigrams = listWords(text).flatMap(word => {
    const characters = [...word]
    return characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(''))
  })
  return [...new Set(trigrams)]
}
