import type { FastifyReply, FastifyRequest } from 'fastify'

/** Short pages for people, in their browser's language. */
export type Notice = 'not-built' | 'signed-in' | 'signed-out' | 'link-unusable' | 'too-many-attempts'

type Words = Readonly<Record<Notice, { readonly title: string; readonly text: string }>>

const english: Words = {
  'not-built': {
    title: 'The dashboard is not ready yet',
    text: 'It is being built; this page opens it as soon as it is there. If it stays away: <code>npm run build</code>',
  },
  'signed-in': { title: 'You are signed in', text: 'Opening the dashboard… <a href="/">Open it now</a>' },
  'signed-out': {
    title: 'Please sign in',
    text: 'Open the link that <code>npm start</code> printed in the terminal. It works once, within 15 minutes; start the platform again to get a new one.',
  },
  'link-unusable': {
    title: 'This link no longer works',
    text: 'A login link works once, within 15 minutes. Stop the platform with Ctrl-C and run <code>npm start</code> again: it prints a new link.',
  },
  'too-many-attempts': { title: 'Too many attempts', text: 'Wait 15 minutes and open the newest login link.' },
}

const russian: Words = {
  'not-built': {
    title: 'Панель ещё не готова',
    text: 'Она собирается; страница откроет её сама, как только она появится. Если не появляется: <code>npm run build</code>',
  },
  'signed-in': { title: 'Вы вошли', text: 'Открываем панель… <a href="/">Открыть сейчас</a>' },
  'signed-out': {
    title: 'Войдите, пожалуйста',
    text: 'Откройте ссылку, которую <code>npm start</code> напечатал в терминале. Она срабатывает один раз в течение 15 минут; чтобы получить новую, запустите платформу снова.',
  },
  'link-unusable': {
    title: 'Эта ссылка больше не действует',
    text: 'Ссылка для входа срабатывает один раз в течение 15 минут. Остановите платформу (Ctrl-C) и снова выполните <code>npm start</code>: он напечатает новую ссылку.',
  },
  'too-many-attempts': {
    title: 'Слишком много попыток',
    text: 'Подождите 15 минут и откройте самую новую ссылку для входа.',
  },
}

/** Sends a notice. `status` is what programs see; `signed-in` goes on to the dashboard by itself. */
export function sendNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: { status: number; notice: Notice },
): FastifyReply {
  const language = /^\s*ru\b/i.test(request.headers['accept-language'] ?? '') ? 'ru' : 'en'
  return reply
    .code(answer.status)
    .type('text/html; charset=utf-8')
    .header('vary', 'Accept-Language')
    .send(renderNotice(language, answer.notice))
}

// The page goes on by itself, not by a redirect: a Strict cookie does not travel with a redirect that began on another site.
const refreshes: Readonly<Partial<Record<Notice, string>>> = {
  'not-built': '<meta http-equiv="refresh" content="2">',
  'signed-in': '<meta http-equiv="refresh" content="0; url=/">',
}

function renderNotice(language: 'ru' | 'en', notice: Notice): string {
  const { title, text } = (language === 'ru' ? russian : english)[notice]
  const refresh = refreshes[notice] ?? ''
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/chat.css">
<body class="notice">
<main><h1>${title}</h1><p>${text}</p></main>
`
}
