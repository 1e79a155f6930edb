import type { OwnerWords } from '../media-reader.ts'

/** Said to the owner once, when the model that looks at pictures is away. */
export function filesAway(code: string): OwnerWords {
  return {
    ru: `Модель не отвечает (${code}), поэтому фотографии клиентов пока не рассмотрены. Вернусь к ним, когда она ответит.`,
    en: `The model does not answer (${code}), so clients' photos have not been looked at yet. I will come back to them when it does.`,
  }
}

/** Said to the owner once, when it is back. */
export const filesBack: OwnerWords = {
  ru: 'Модель снова отвечает: смотрю фотографии, которые накопились.',
  en: 'The model answers again: I am looking at the photos that have come meanwhile.',
}
