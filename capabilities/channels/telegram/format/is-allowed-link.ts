/** Whether Telegram opens the link: an absolute http, https, tg, mailto or tel address. */
export function isAllowedLink(url: string): boolean {
  return /^(?:https?:\/\/[^\s/]|tg:\/\/\S|mailto:\S|tel:\+?\d)/i.test(url) && URL.canParse(url)
}
