import { words } from './words.mjs'

/** The buttons under a message; null for none. Once one is pressed, by `pressed`, the keyboard is dead. */
export function renderKeyboard(message, { pressed, press }) {
  if (!message.buttons?.length) return null
  const keyboard = make('div', 'keyboard')
  keyboard.role = 'group'
  keyboard.ariaLabel = words.choices
  for (const row of message.buttons) {
    const line = make('div', 'row')
    line.append(...row.map(button => renderButton(button, () => press(message, button))))
    keyboard.append(line)
  }
  if (pressed !== undefined) deaden(keyboard, pressed)
  return keyboard
}

function renderButton({ text, data }, press) {
  const button = make('button', '', text)
  button.type = 'button'
  button.dir = 'auto'
  button.dataset.data = data
  button.addEventListener('click', press)
  return button
}

/** Shows which button was pressed, and lets none be pressed any more. */
export function deaden(keyboard, pressed) {
  for (const button of keyboard.querySelectorAll('button')) {
    button.disabled = true
    button.classList.toggle('chosen', button.dataset.data === pressed)
  }
}

/** The files that came with a message. */
export function renderDocuments(message, documentUrl) {
  return (message.documents ?? []).map(file => {
    const link = make('a', 'document', file.file_name)
    link.href = documentUrl(file.id)
    link.download = file.file_name
    link.ariaLabel = `${words.download}: ${file.file_name}`
    return link
  })
}

function make(name, className, text) {
  const element = document.createElement(name)
  element.className = className
  if (text !== undefined) element.textContent = text
  return element
}
